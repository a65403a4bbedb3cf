namespace TwilioSms.Tool.Bulk;

/// <summary>Files that are written line by line by a program that may be killed at any moment.</summary>
internal static class WholeLines
{
    /// <summary>Cuts off a last line that was not written to its end, and goes back to the beginning.</summary>
    public static void Keep(FileStream file)
    {
        var buffer = new byte[4096];
        for (var end = file.Length; end > 0;)
        {
            var begin = Math.Max(0, end - buffer.Length);
            file.Seek(begin, SeekOrigin.Begin);
            file.ReadExactly(buffer, 0, (int)(end - begin));
            if (Array.LastIndexOf(buffer, (byte)'\n', (int)(end - begin) - 1) is >= 0 and var newline)
            {
                file.SetLength(begin + newline + 1);
                file.Seek(0, SeekOrigin.Begin);
                return;
            }

            end = begin;
        }

        file.SetLength(0);
    }
}
