namespace TwilioSms.Activiti;

/// <summary>The settings of a worker for Activiti. Each is bound under the name that an operator of Activiti knows, where there is one, and
/// under its own name in the section <c>Activiti</c>.</summary>
public sealed class ActivitiWorkerOptions
{
    /// <summary>The whole address of the broker, such as <c>amqps://user:password@host:5671/vhost</c>. It wins over
    /// <see cref="Host"/> and its neighbours. <c>ACT_RABBITMQ_URI</c>.</summary>
    public Uri? BrokerUri { get; set; }

    /// <summary>The host of the broker; <c>localhost</c> by default. <c>ACT_RABBITMQ_HOST</c> or <c>SPRING_RABBITMQ_HOST</c>.</summary>
    public string Host { get; set; } = "localhost";

    /// <summary>The port of the broker; 0, the default, for 5672, or 5671 with TLS. <c>ACT_RABBITMQ_PORT</c> or
    /// <c>SPRING_RABBITMQ_PORT</c>.</summary>
    public int Port { get; set; }

    /// <summary>Who signs in; <c>guest</c> by default. <c>ACT_RABBITMQ_USERNAME</c> or <c>SPRING_RABBITMQ_USERNAME</c>.</summary>
    public string UserName { get; set; } = "guest";

    /// <summary>The password; <c>guest</c> by default. <c>ACT_RABBITMQ_PASSWORD</c> or <c>SPRING_RABBITMQ_PASSWORD</c>.</summary>
    public string Password { get; set; } = "guest";

    /// <summary>The virtual host; <c>/</c> by default. <c>ACT_RABBITMQ_VIRTUAL_HOST</c> or <c>SPRING_RABBITMQ_VIRTUAL_HOST</c>.</summary>
    public string VirtualHost { get; set; } = "/";

    /// <summary>Whether the connection is encrypted and the broker's certificate checked. <c>ACT_RABBITMQ_SSL_ENABLED</c> or
    /// <c>SPRING_RABBITMQ_SSL_ENABLED</c>.</summary>
    public bool UseTls { get; set; }

    /// <summary>What <c>implementation</c> of a service task names this connector; <c>twilio-connector.SEND_SMS</c> by default. A request
    /// of another is answered with a technical error and never sent.</summary>
    public string Implementation { get; set; } = "twilio-connector.SEND_SMS";

    /// <summary>The destinations whose requests the queue takes, before prefix and transformers; empty, the default, for
    /// <see cref="Implementation"/> alone. In configuration separated by commas.</summary>
    public IReadOnlyList<string> Destinations { get; set => field = value ?? []; } = [];

    /// <summary>The name of this connector among the services, and the group of its queue; <c>twilio-connector</c> by default.
    /// <c>SPRING_APPLICATION_NAME</c>.</summary>
    public string ServiceName { get; set; } = "twilio-connector";

    /// <summary>The application of this connector in its answers; null, the default, for that of the request.
    /// <c>ACTIVITI_CLOUD_APPLICATION_NAME</c>.</summary>
    public string? AppName { get; set; }

    /// <summary>The queue by its whole name; null, the default, for the name that a Java connector's has: the exchange, a dot and
    /// <see cref="ServiceName"/>; with several destinations <see cref="ServiceName"/> alone.</summary>
    public string? Queue { get; set; }

    /// <summary>The type of a queue that is made: <c>classic</c> or <c>quorum</c>; null, the default, for the broker's own choice, as a Java
    /// connector leaves it. A queue that is there is taken as it is.</summary>
    public string? QueueType { get; set; }

    /// <summary>What the names of destinations begin with; nothing by default. <c>ACT_MESSAGING_DEST_PREFIX</c>.</summary>
    public string? DestinationPrefix { get; set; }

    /// <summary>What stands between the parts of a destination; <c>_</c> by default. <c>ACT_MESSAGING_DEST_SEPARATOR</c>.</summary>
    public string DestinationSeparator { get; set; } = "_";

    /// <summary>Whether <see cref="DestinationTransformers"/> apply; false by default. <c>ACT_MESSAGING_DEST_TRANSFORMERS_ENABLED</c>.</summary>
    public bool UseDestinationTransformers { get; set; }

    /// <summary>What is done to the names of destinations: <c>toLowerCase</c>, <c>escapeIllegalChars</c> (tabs, blanks, <c>*</c>, <c>#</c>
    /// and <c>:</c> become <c>-</c>); both by default. <c>ACT_MESSAGING_DEST_TRANSFORMERS</c>, separated by commas.</summary>
    public IReadOnlyList<string> DestinationTransformers { get; set => field = value ?? []; } =
        [Wire.DestinationNames.ToLowerCase, Wire.DestinationNames.EscapeIllegalChars];

    /// <summary>What the broker's own names, of exchanges and queue, begin with, without a separator; nothing by default.
    /// <c>ACTIVITI_CLOUD_MESSAGING_RABBITMQ_PREFIX</c>.</summary>
    public string? RabbitPrefix { get; set; }

    /// <summary>Where results go whatever the request says; null by default. <c>ACT_INT_RES_CONSUMER</c>.</summary>
    public string? ResultDestination { get; set; }

    /// <summary>Where errors go whatever the request says; null by default. <c>ACT_INT_ERR_CONSUMER</c>.</summary>
    public string? ErrorDestination { get; set; }

    /// <summary>Whether an answer repeats the inputs of its request, from which older runtime bundles take what their audit shows; true by
    /// default. The inputs hold the text and the numbers. An answer that had to be kept never repeats them.</summary>
    public bool EchoInputs { get; set; } = true;

    /// <summary>How many requests are sent at a time; 32 by default.</summary>
    public int Concurrency { get; set; } = 32;

    /// <summary>How many requests the broker hands out before the first is acknowledged, those included that wait until what became of an
    /// earlier attempt is known; 128 by default.</summary>
    public int Prefetch { get; set; } = 128;

    /// <summary>How large a request may be, inflated, in bytes; 4 MiB by default.</summary>
    public int MaxRequestBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How long the broker may take to confirm an answer before it is kept and published again; 10 s by default.</summary>
    public TimeSpan ConfirmTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What of the configuration could not be read.</summary>
    internal List<string> BindingProblems { get; } = [];

    /// <summary>The name of the type, without the settings: some are secrets.</summary>
    public override string ToString() => nameof(ActivitiWorkerOptions);
}
