using System.Globalization;
using TwilioSms;
using TwilioSms.FreeMarker;
using TwilioSms.Walls;

// Prints how the libraries are built inside: how many types need each other, how large the largest class is, and what points upwards.
// Fails where a rule of the house is broken. With --circle it also prints the types of the largest circle; with --picture it draws
// the pictures of docs/architecture.md anew instead.
Survey[] surveys = [Survey.Of(Houses.FreeMarker, typeof(Template).Assembly.Location), Survey.Of(Houses.Connector, typeof(ISmsSender).Assembly.Location)];
if (args.Contains("--picture"))
{
    File.WriteAllText(Picture.Page, Picture.DrawInto(File.ReadAllText(Picture.Page), surveys));
    return 0;
}

var lists = args.Contains("--circle");
var broken = false;
foreach (var survey in surveys)
{
    var house = survey.House;
    Console.WriteLine(house.Name);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"  types                  {survey.Types}"));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"  largest circle         {survey.Circle.Count} types that need each other (at most {house.LargestCircle})"));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"  largest class          {survey.LargestClass}: {survey.Members} members (at most {house.MostMembers})"));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"  arrows upwards         {survey.Upwards.Count}"));
    foreach (var arrow in survey.Upwards)
    {
        Console.WriteLine($"    {arrow}");
    }

    if (lists)
    {
        Console.WriteLine($"  the circle: {string.Join(", ", survey.Circle)}");
    }

    foreach (var breach in survey.Breaches)
    {
        Console.Error.WriteLine($"BROKEN: {house.Name}: {breach}");
        broken = true;
    }
}

return broken ? 1 : 0;
