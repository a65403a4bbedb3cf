Console.WriteLine("TwilioSms");
