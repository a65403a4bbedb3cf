namespace TwilioSms.Errors;

/// <summary>A code of Twilio's that may answer a message: which documented error it is, and what happened, in a sentence.</summary>
internal sealed class TwilioCode
{
    private static readonly TwilioCode[] Table =
    [
        new(10001, SmsErrorCode.PermissionDeniedError, "The account is not active."),
        new(10002, SmsErrorCode.PermissionDeniedError, "Trial accounts cannot do this."),
        new(14101, SmsErrorCode.InvalidToPhoneNumberError, "'To' is not a number that can be texted."),
        new(14102, SmsErrorCode.InvalidFromPhoneNumberError, "'From' is not one of the account's numbers that can text."),
        new(14103, SmsErrorCode.InvalidRequestError, "The text is not valid."),
        new(14104, SmsErrorCode.InvalidRequestError, "The request's method is not valid."),
        new(14105, SmsErrorCode.InvalidRequestError, "The status callback's URL is not valid."),
        new(14107, SmsErrorCode.ServiceUnavailable, "The sender sends faster than it may."),
        new(14108, SmsErrorCode.InvalidFromPhoneNumberError, "'From' cannot send text messages."),
        new(14109, SmsErrorCode.ServiceUnavailable,
            "Too many messages go back and forth between the two numbers: Twilio takes it for a loop."),
        new(14111, SmsErrorCode.InvalidToPhoneNumberError, "A trial account may text verified numbers only."),
        new(20001, SmsErrorCode.InvalidRequestError, "The request has a parameter that Twilio does not know."),
        new(20003, SmsErrorCode.AuthenticationConnectionError, "Twilio does not accept the credentials."),
        new(20004, SmsErrorCode.MethodNotAllowed, "The address does not take messages."),
        new(20005, SmsErrorCode.PermissionDeniedError, "The account is not active."),
        new(20006, SmsErrorCode.PermissionDeniedError, "The account or API key has no access to this."),
        new(20008, SmsErrorCode.PermissionDeniedError, "Test credentials cannot do this."),
        new(20010, SmsErrorCode.PermissionDeniedError, "This is disabled for the account."),
        new(20011, SmsErrorCode.TwilioConnectionError, "Twilio does not accept the version of TLS: it takes 1.2 and later."),
        new(20012, SmsErrorCode.TwilioConnectionError, "Twilio does not accept the cipher suite of the connection."),
        new(20101, SmsErrorCode.AuthenticationConnectionError, "The access token is not valid."),
        new(20102, SmsErrorCode.AuthenticationConnectionError, "The header of the access token is not valid."),
        new(20103, SmsErrorCode.AuthenticationConnectionError, "The issuer or the subject of the access token is not valid."),
        new(20104, SmsErrorCode.AuthenticationConnectionError, "The access token has expired."),
        new(20105, SmsErrorCode.AuthenticationConnectionError,
            "The access token is not valid yet: look at the clock of the machine that made it."),
        new(20106, SmsErrorCode.AuthenticationConnectionError, "The grants of the access token are not valid."),
        new(20107, SmsErrorCode.AuthenticationConnectionError, "The signature of the access token is not valid."),
        new(20151, SmsErrorCode.AuthenticationConnectionError, "The token was not accepted."),
        new(20152, SmsErrorCode.AuthenticationConnectionError, "The header of the token is not valid."),
        new(20153, SmsErrorCode.AuthenticationConnectionError, "The issuer or the subject of the token is not valid."),
        new(20154, SmsErrorCode.AuthenticationConnectionError, "The claims of the token are not valid."),
        new(20155, SmsErrorCode.AuthenticationConnectionError,
            "The token is not valid yet: look at the clock of the machine that made it."),
        new(20156, SmsErrorCode.AuthenticationConnectionError, "The token has expired, or says no time at which it does."),
        new(20157, SmsErrorCode.AuthenticationConnectionError, "The token is valid for longer than Twilio allows."),
        new(20159, SmsErrorCode.AuthenticationConnectionError, "The signature of the token is not valid."),
        new(20160, SmsErrorCode.AuthenticationConnectionError, "The token is not valid."),
        new(20403, SmsErrorCode.PermissionDeniedError, "The account or API key may not do this."),
        new(20404, SmsErrorCode.NotFound, "The account, or something that the message refers to, does not exist."),
        new(20409, SmsErrorCode.Conflict, "Something else is changing the resource at the same time."),
        new(20410, SmsErrorCode.Gone, "The resource is no longer there."),
        new(20413, SmsErrorCode.UnknownError, "The request is too large."),
        new(20422, SmsErrorCode.UnprocessableEntity, "A parameter has a value that Twilio cannot work with."),
        new(20423, SmsErrorCode.InvalidRequestError, "A SID in the request is not valid."),
        new(20426, SmsErrorCode.UnknownError, "Twilio asks for a newer version of the protocol."),
        new(20429, SmsErrorCode.ServiceUnavailable, "The account has too many requests under way; this one was not processed."),
        new(20500, SmsErrorCode.InternalServerError, "Something failed inside Twilio."),
        new(20503, SmsErrorCode.ServiceUnavailable, "Twilio is not available at the moment."),
        new(21210, SmsErrorCode.InvalidFromPhoneNumberError, "'From' is not a number that the account has verified."),
        new(21211, SmsErrorCode.InvalidToPhoneNumberError, "'To' is not a phone number."),
        new(21212, SmsErrorCode.InvalidFromPhoneNumberError,
            "'From' is not a phone number, a short code or a sender name that Twilio accepts; generic names are among those it does not."),
        new(21214, SmsErrorCode.InvalidToPhoneNumberError, "'To' cannot be reached."),
        new(21217, SmsErrorCode.InvalidToPhoneNumberError, "'To' does not look like a phone number."),
        new(21218, SmsErrorCode.InvalidRequestError, "ApplicationSid is not an application of the account."),
        new(21219, SmsErrorCode.InvalidToPhoneNumberError, "'To' is not a number that the trial account has verified."),
        new(21264, SmsErrorCode.InvalidFromPhoneNumberError, "'From' is not a number that the account has verified."),
        new(21265, SmsErrorCode.InvalidToPhoneNumberError, "'To' is a short code, which cannot be texted."),
        new(21266, SmsErrorCode.InvalidToPhoneNumberError, "'To' and 'From' are the same number."),
        new(21267, SmsErrorCode.InvalidFromPhoneNumberError, "A trial account cannot send under an alphanumeric name."),
        new(21268, SmsErrorCode.InvalidToPhoneNumberError, "'To' is a premium-rate or information service, which cannot be texted."),
        new(21401, SmsErrorCode.InvalidToPhoneNumberError, "The phone number is not valid."),
        new(21407, SmsErrorCode.InvalidToPhoneNumberError, "This type of phone number cannot be texted."),
        new(21408, SmsErrorCode.InvalidRegionToPhoneNumberError, "The account may not text the country of 'To'."),
        new(21420, SmsErrorCode.InvalidRequestError, "ApplicationSid is not one that the account can use."),
        new(21421, SmsErrorCode.InvalidToPhoneNumberError, "The phone number is not valid."),
        new(21470, SmsErrorCode.InvalidRequestError, "The account SID is not valid."),
        new(21471, SmsErrorCode.AuthenticationConnectionError, "The account does not exist."),
        new(21472, SmsErrorCode.PermissionDeniedError, "The account is not active."),
        new(21601, SmsErrorCode.InvalidFromPhoneNumberError, "'From' is not one of the account's numbers that can text."),
        new(21602, SmsErrorCode.InvalidRequestError, "The message has no text."),
        new(21603, SmsErrorCode.InvalidFromPhoneNumberError, "The message has neither a 'From' nor a Messaging Service."),
        new(21604, SmsErrorCode.InvalidToPhoneNumberError, "The message has no 'To'."),
        new(21605, SmsErrorCode.InvalidRequestError,
            "The text has more than 160 characters, which is all that this old address of the API takes."),
        new(21606, SmsErrorCode.InvalidFromPhoneNumberError, "'From' is not one of the account's numbers that can text this destination."),
        new(21607, SmsErrorCode.InvalidFromPhoneNumberError, "A trial account has to send from its sandbox number."),
        new(21608, SmsErrorCode.InvalidToPhoneNumberError, "A trial account may text verified numbers only, and 'To' is none."),
        new(21609, SmsErrorCode.InvalidRequestError, "StatusCallback is not a URL that Twilio can call."),
        new(21610, SmsErrorCode.InvalidToPhoneNumberError,
            "The recipient has unsubscribed from this sender (STOP): only START from that phone lifts it."),
        new(21611, SmsErrorCode.ServiceUnavailable, "The queue of this sender is full: it holds as much as it can send in some hours."),
        new(21612, SmsErrorCode.InvalidToPhoneNumberError, "Twilio cannot reach this 'To' from this 'From'."),
        new(21613, SmsErrorCode.InvalidRequestError, "The number needs a certification before it can be used."),
        new(21614, SmsErrorCode.InvalidToPhoneNumberError, "'To' is not a mobile number."),
        new(21615, SmsErrorCode.InvalidRequestError, "The number needs a local address before it can be used."),
        new(21616, SmsErrorCode.InvalidFromPhoneNumberError,
            "'From' matches more than one of the account's numbers: write it with + and its country code."),
        new(21617, SmsErrorCode.InvalidRequestError, "The text has more than 1,600 characters."),
        new(21618, SmsErrorCode.InvalidRequestError, "Twilio does not send this text."),
        new(21619, SmsErrorCode.InvalidRequestError, "The message has neither a text nor media nor a content template."),
        new(21620, SmsErrorCode.InvalidRequestError, "A media URL is not valid."),
        new(21621, SmsErrorCode.InvalidFromPhoneNumberError, "'From' cannot send media (MMS)."),
        new(21622, SmsErrorCode.PermissionDeniedError, "The account cannot send media (MMS)."),
        new(21623, SmsErrorCode.InvalidRequestError, "The message has more media than one can have."),
        new(21624, SmsErrorCode.InvalidRequestError, "ValidityPeriod is outside what Twilio accepts."),
        new(21626, SmsErrorCode.InvalidRequestError, "The status callback's events are not valid."),
        new(21627, SmsErrorCode.InvalidRequestError, "MaxPrice is not a number."),
        new(21635, SmsErrorCode.InvalidToPhoneNumberError, "'To' is a landline."),
        new(21652, SmsErrorCode.InvalidRequestError, "The subject has more than 40 characters."),
        new(21653, SmsErrorCode.InvalidToPhoneNumberError, "The message has more recipients than one can have."),
        new(21654, SmsErrorCode.InvalidRequestError, "The content variables have no content template: ContentSid is missing."),
        new(21655, SmsErrorCode.InvalidRequestError, "ContentSid is not a content template of the account."),
        new(21656, SmsErrorCode.InvalidRequestError,
            "ContentVariables is not a JSON object that Twilio can fill the content template with."),
        new(21657, SmsErrorCode.InvalidFromPhoneNumberError, "The sender name is not valid."),
        new(21658, SmsErrorCode.InvalidRequestError, "A parameter, mostly ContentVariables, is longer than Twilio accepts."),
        new(21659, SmsErrorCode.InvalidFromPhoneNumberError,
            "'From' is not a number at Twilio, or a short code of another country than 'To'."),
        new(21660, SmsErrorCode.InvalidFromPhoneNumberError, "'From' belongs to another account than the credentials."),
        new(21661, SmsErrorCode.InvalidFromPhoneNumberError, "'From' cannot send text messages."),
        new(21664, SmsErrorCode.InvalidRequestError, "FallbackFrom goes with a Messaging Service, not beside a 'From'."),
        new(21665, SmsErrorCode.InvalidFromPhoneNumberError,
            "FallbackFrom is not one of the account's SMS senders: a number has to be written with + and its country code."),
        new(21666, SmsErrorCode.InvalidRequestError, "FallbackFrom needs a Messaging Service."),
        new(21667, SmsErrorCode.InvalidRequestError, "FallbackFrom needs a Messaging Service that has an RCS sender."),
        new(21701, SmsErrorCode.InvalidFromPhoneNumberError, "The Messaging Service does not exist."),
        new(21702, SmsErrorCode.InvalidFromPhoneNumberError, "The Messaging Service cannot send at present."),
        new(21703, SmsErrorCode.InvalidFromPhoneNumberError, "The Messaging Service has no number that can send this message."),
        new(21704, SmsErrorCode.InvalidFromPhoneNumberError, "The Messaging Service has no senders."),
        new(21705, SmsErrorCode.InvalidFromPhoneNumberError, "The Messaging Service is not valid."),
        new(21708, SmsErrorCode.InvalidFromPhoneNumberError,
            "The message needs an alphanumeric sender, and the Messaging Service has none for it."),
        new(21709, SmsErrorCode.InvalidFromPhoneNumberError, "The alphanumeric sender is not one that this Messaging Service may use."),
        new(21711, SmsErrorCode.InvalidFromPhoneNumberError, "'From' is not one of the senders of the Messaging Service."),
        new(21900, SmsErrorCode.InvalidRequestError, "The principal entity's id for India (DltPEId) is not valid."),
        new(21901, SmsErrorCode.InvalidRequestError, "The template's id for India (DltTemplateId) is not valid."),
        new(21902, SmsErrorCode.InvalidRequestError, "The invoice tag has more than 32 characters."),
        new(21910, SmsErrorCode.InvalidRequestError,
            "'To' and 'From' are of different channels: write the channel, such as whatsapp:, before both."),
        new(30012, SmsErrorCode.InvalidRequestError, "The message may live for less time than Twilio accepts."),
        new(30013, SmsErrorCode.InvalidRequestError, "The message may live for longer than Twilio accepts."),
        new(30014, SmsErrorCode.InvalidToPhoneNumberError, "The attributes of 'To' are not valid."),
        new(30015, SmsErrorCode.InvalidRequestError, "The channel is not one that Twilio supports here."),
        new(30016, SmsErrorCode.InvalidToPhoneNumberError, "The channels of 'To' and 'From' do not go together."),
        new(30028, SmsErrorCode.InvalidRequestError, "The version of the API is not valid."),
        new(30029, SmsErrorCode.InvalidRequestError, "ContentRetention is not valid."),
        new(30030, SmsErrorCode.InvalidRequestError, "AddressRetention is not valid."),
        new(30031, SmsErrorCode.InvalidRequestError, "MaxRate is not valid."),
        new(30045, SmsErrorCode.InvalidRequestError, "ValidityPeriod is negative or longer than Twilio accepts."),
        new(30106, SmsErrorCode.InvalidRequestError, "Links cannot be shortened: the account has no domain for it."),
        new(30107, SmsErrorCode.InvalidRequestError, "Links cannot be shortened: the domain has no certificate."),
        new(30110, SmsErrorCode.InvalidRequestError, "Links cannot be shortened: the domain is blocked."),
        new(30111, SmsErrorCode.InvalidRequestError, "The text has a link that Twilio does not shorten or send."),
        new(30124, SmsErrorCode.InvalidFromPhoneNumberError, "MessagingServiceSid is empty."),
        new(30127, SmsErrorCode.InvalidFromPhoneNumberError, "MessagingServiceSid is not valid."),
        new(30400, SmsErrorCode.InvalidRequestError, "The parameters of the message are not valid."),
        new(30404, SmsErrorCode.NotFound, "Something that the message refers to does not exist."),
        new(35111, SmsErrorCode.InvalidRequestError, "A scheduled message needs SendAt."),
        new(35114, SmsErrorCode.InvalidRequestError, "SendAt is not a time that Twilio can schedule."),
        new(35115, SmsErrorCode.InvalidRequestError, "SendAt is less than 5 minutes or more than 35 days ahead."),
        new(35117, SmsErrorCode.InvalidRequestError, "SendAt is less than 5 minutes or more than 35 days ahead."),
        new(35118, SmsErrorCode.InvalidRequestError, "A scheduled message needs a Messaging Service."),
        new(35125, SmsErrorCode.ServiceUnavailable, "The account has as many scheduled messages as it may have."),
        new(35126, SmsErrorCode.InvalidRequestError, "Messages of this channel cannot be scheduled in this way."),
        new(35127, SmsErrorCode.InvalidRequestError, "The message has both a Body and ContentVariables, of which it may have one."),
        new(63007, SmsErrorCode.InvalidFromPhoneNumberError, "'From' is not a sender of that channel in this account."),
        new(63018, SmsErrorCode.ServiceUnavailable, "The channel's limit of messages is reached."),
        new(63031, SmsErrorCode.InvalidToPhoneNumberError, "'To' and 'From' are the same."),
        new(63038, SmsErrorCode.ServiceUnavailable, "The account's limit of messages for the day is reached."),
        new(63106, SmsErrorCode.InvalidToPhoneNumberError, "The phone of 'To' cannot receive RCS."),
        new(63107, SmsErrorCode.InvalidToPhoneNumberError, "'To' is not a phone number with + and its country code."),
        new(63109, SmsErrorCode.InvalidFromPhoneNumberError, "The sender has moved to another account."),
        new(63111, SmsErrorCode.InvalidFromPhoneNumberError,
            "Meta does not know the sender: its number or its WhatsApp Business Account was deleted, or is not shared with Twilio any more."),
        new(70051, SmsErrorCode.PermissionDeniedError,
            "The account or API key is unknown or suspended, is not of this account, or lacks the permission to send messages."),
        new(90007, SmsErrorCode.InvalidRequestError,
            "ValidityPeriod, the message's or its Messaging Service's, is not from 1 to 36,000 seconds."),
        new(90010, SmsErrorCode.PermissionDeniedError, "The account is suspended."),
        new(90013, SmsErrorCode.InvalidRequestError, "A broadcast has neither a template of Twilio's nor media."),
        new(90014, SmsErrorCode.InvalidRequestError, "ValidityPeriod is not a positive whole number."),
        new(90015, SmsErrorCode.InvalidRequestError, "The message has both a Body and a template of Twilio's."),
        new(90016, SmsErrorCode.InvalidRequestError, "The message has values for a template of Twilio's, and names no template."),
        new(90017, SmsErrorCode.InvalidRequestError, "The message has a template of Twilio's twice, as its text and by its SID."),
        new(92006, SmsErrorCode.InvalidRequestError, "ContentSid is not a content template of the account."),
        new(92007, SmsErrorCode.InvalidRequestError,
            "ContentVariables is not a JSON object that Twilio can fill the content template with."),
        new(216602, SmsErrorCode.InvalidRequestError, "The content template has a type that this channel does not know."),
        new(572002, SmsErrorCode.InvalidFromPhoneNumberError,
            "'From' is not the trial number that Twilio gave this recipient: a trial account may use no other."),
        new(572006, SmsErrorCode.InvalidRequestError, "A trial account may send Twilio's own texts only, and this is none of them."),
    ];

    private TwilioCode(int number, SmsErrorCode error, string meaning)
    {
        Number = number;
        Error = error;
        Meaning = meaning;
    }

    public int Number { get; }

    public SmsErrorCode Error { get; }

    public string Meaning { get; }

    /// <summary>All of them, in order. Codes of later delivery reports and of other resources are not here: they cannot answer a
    /// message.</summary>
    public static IReadOnlyList<TwilioCode> All => Table;

    /// <summary>The code with a number; null for one that is not listed.</summary>
    public static TwilioCode? Find(int number)
    {
        var (first, last) = (0, Table.Length - 1);
        while (first <= last)
        {
            var middle = (first + last) / 2;
            switch (Table[middle].Number.CompareTo(number))
            {
                case 0:
                    return Table[middle];
                case < 0:
                    first = middle + 1;
                    break;
                default:
                    last = middle - 1;
                    break;
            }
        }

        return null;
    }
}
