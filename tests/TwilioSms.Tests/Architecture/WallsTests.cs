using TwilioSms.FreeMarker;
using TwilioSms.Walls;

namespace TwilioSms.Tests.Architecture;

/// <summary>The inner walls of the libraries, as <c>tools/walls</c> prints them.</summary>
public class WallsTests
{
    [Fact]
    public void The_engine_keeps_its_walls() => Survey.Of(Houses.FreeMarker, typeof(Template).Assembly.Location).Breaches.Should().BeEmpty();

    [Fact]
    public void The_connector_keeps_its_walls() => Survey.Of(Houses.Connector, typeof(ISmsSender).Assembly.Location).Breaches.Should().BeEmpty();

    [Fact]
    public void What_points_upwards_is_told()
    {
        var upsideDown = Houses.FreeMarker with { Floors = [.. Houses.FreeMarker.Floors.Reverse()] };

        Breaches(upsideDown).Should().Contain("an arrow points upwards: Tree/Dot -> Model/Value");
    }

    [Fact]
    public void What_is_too_large_is_told()
    {
        var small = Houses.FreeMarker with { LargestCircle = 1, MostMembers = 1 };

        Breaches(small).Should().ContainMatch("* types need each other, 1 may").And.ContainMatch("* members, a class may have 1");
    }

    [Fact]
    public void A_folder_on_no_floor_is_told() =>
        Breaches(Houses.FreeMarker with { Floors = [.. Houses.FreeMarker.Floors.Skip(1)] }).Should().Contain("Text/Locale is on no floor");

    [Fact]
    public void An_arrow_that_is_listed_and_gone_is_told() =>
        Breaches(Houses.FreeMarker with { Debts = ["Text/Locale -> Template"] }).Should().ContainMatch("this arrow is gone, *: Text/Locale -> Template");

    [Fact]
    public void The_pictures_of_the_page_are_what_the_code_refers_to()
    {
        Survey[] surveys = [Survey.Of(Houses.FreeMarker, typeof(Template).Assembly.Location), Survey.Of(Houses.Connector, typeof(ISmsSender).Assembly.Location)];
        var page = File.ReadAllText(Picture.Page);

        Picture.DrawInto(page, surveys).Should().Be(page, "the command 'dotnet run --project tools/walls -- --picture' draws them anew");
    }

    private static IReadOnlyList<string> Breaches(House house) => Survey.Of(house, typeof(Template).Assembly.Location).Breaches;
}
