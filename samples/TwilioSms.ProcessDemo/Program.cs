using System.CommandLine;
using TwilioSms.ProcessDemo;

var rabbit = new Option<Uri?>("--rabbitmq")
{
    Description = "A broker to go through, such as amqp://guest:guest@localhost; without it the stand-in of the engine hands its requests to the worker itself.",
};
var root = new RootCommand("What a process of Activiti hears when its service task sends a text message, with no account, engine or broker.") { rabbit };
root.SetAction((arguments, cancellationToken) => Demo.RunAsync(arguments.GetValue(rabbit), cancellationToken));
return await root.Parse(args).InvokeAsync();
