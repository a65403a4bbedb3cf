
namespace TwilioSms;

/// <summary>What an incoming message asks for besides what it says.</summary>
public enum SmsOptOutType
{
    /// <summary>No more messages: STOP and its kin.</summary>
    Stop,

    /// <summary>Messages again: START and its kin.</summary>
    Start,

    /// <summary>To be told who sends, and how to end it: HELP and INFO.</summary>
    Help,
}
