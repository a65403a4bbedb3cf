open System.Net
open System.Net.Http
open System.Threading.Tasks
open Microsoft.Extensions.DependencyInjection
open TwilioSms

type Accepting() =
    inherit HttpMessageHandler()

    override _.SendAsync(_, _) =
        let body = """{"sid":"SM0123456789abcdef0123456789abcdef","status":"queued"}"""
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.Created, Content = new StringContent(body)))

let services = ServiceCollection()

services
    .AddTwilioConnector(fun (options: TwilioConnectorOptions) ->
        options.Account <- "AC0123456789abcdef0123456789abcdef"
        options.Token <- "token")
    .HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(fun () -> new Accepting() :> HttpMessageHandler)
|> ignore

let sender = services.BuildServiceProvider().GetRequiredService<ISmsSender>()
let metadata = SmsMetadata()
metadata["name"] <- "Ann"

let message =
    SmsMessage(From = "+15005550006", To = [| "+14155550111" |], Body = "Hi ${name}!", Metadata = metadata)

let result = sender.SendAsync(message).GetAwaiter().GetResult()
exit (if result.AllSent then 0 else 1)
