using System.Reflection;

namespace TwilioSms.FreeMarker.Tests.Conformance;

/// <summary>Every category of cases gives what Apache FreeMarker 2.3.31 gives: the text to the character, the error to the column.</summary>
public sealed class ConformanceTests
{
    [Theory, CasesOf("assign")]
    public void Assign(string id) => Agree("assign", id);

    [Theory, CasesOf("attempt-stop")]
    public void Attempt_stop(string id) => Agree("attempt-stop", id);

    [Theory, CasesOf("boolean-builtins")]
    public void Boolean_builtins(string id) => Agree("boolean-builtins", id);

    [Theory, CasesOf("camel-case")]
    public void Camel_case(string id) => Agree("camel-case", id);

    [Theory, CasesOf("compress-noparse-escape")]
    public void Compress_noparse_escape(string id) => Agree("compress-noparse-escape", id);

    [Theory, CasesOf("date-builtins")]
    public void Date_builtins(string id) => Agree("date-builtins", id);

    [Theory, CasesOf("escaping-builtins")]
    public void Escaping_builtins(string id) => Agree("escaping-builtins", id);

    [Theory, CasesOf("eval-interpret")]
    public void Eval_interpret(string id) => Agree("eval-interpret", id);

    [Theory, CasesOf("found-differences")]
    public void Found_differences(string id) => Agree("found-differences", id);

    [Theory, CasesOf("ftl-header-setting")]
    public void Ftl_header_setting(string id) => Agree("ftl-header-setting", id);

    [Theory, CasesOf("function")]
    public void Function(string id) => Agree("function", id);

    [Theory, CasesOf("hash-builtins")]
    public void Hash_builtins(string id) => Agree("hash-builtins", id);

    [Theory, CasesOf("if")]
    public void If(string id) => Agree("if", id);

    [Theory, CasesOf("include-import")]
    public void Include_import(string id) => Agree("include-import", id);

    [Theory, CasesOf("interpolation")]
    public void Interpolation(string id) => Agree("interpolation", id);

    [Theory, CasesOf("json-numbers")]
    public void Json_numbers(string id) => Agree("json-numbers", id);

    [Theory, CasesOf("lambda")]
    public void Lambda(string id) => Agree("lambda", id);

    [Theory, CasesOf("limits")]
    public void Limits(string id) => Agree("limits", id);

    [Theory, CasesOf("list")]
    public void List(string id) => Agree("list", id);

    [Theory, CasesOf("literals-number")]
    public void Literals_number(string id) => Agree("literals-number", id);

    [Theory, CasesOf("literals-seq-hash")]
    public void Literals_seq_hash(string id) => Agree("literals-seq-hash", id);

    [Theory, CasesOf("literals-string")]
    public void Literals_string(string id) => Agree("literals-string", id);

    [Theory, CasesOf("locale-format")]
    public void Locale_format(string id) => Agree("locale-format", id);

    [Theory, CasesOf("macro")]
    public void Macro(string id) => Agree("macro", id);

    [Theory, CasesOf("missing-values")]
    public void Missing_values(string id) => Agree("missing-values", id);

    [Theory, CasesOf("number-builtins")]
    public void Number_builtins(string id) => Agree("number-builtins", id);

    [Theory, CasesOf("number-format")]
    public void Number_format(string id) => Agree("number-format", id);

    [Theory, CasesOf("numeric-interpolation")]
    public void Numeric_interpolation(string id) => Agree("numeric-interpolation", id);

    [Theory, CasesOf("operators-arithmetic")]
    public void Operators_arithmetic(string id) => Agree("operators-arithmetic", id);

    [Theory, CasesOf("operators-comparison")]
    public void Operators_comparison(string id) => Agree("operators-comparison", id);

    [Theory, CasesOf("operators-logical")]
    public void Operators_logical(string id) => Agree("operators-logical", id);

    [Theory, CasesOf("output-format")]
    public void Output_format(string id) => Agree("output-format", id);

    [Theory, CasesOf("precedence")]
    public void Precedence(string id) => Agree("precedence", id);

    [Theory, CasesOf("ranges")]
    public void Ranges(string id) => Agree("ranges", id);

    [Theory, CasesOf("refused")]
    public void Refused(string id) => Agree("refused", id);

    [Theory, CasesOf("regex-matches")]
    public void Regex_matches(string id) => Agree("regex-matches", id);

    [Theory, CasesOf("sequence-builtins")]
    public void Sequence_builtins(string id) => Agree("sequence-builtins", id);

    [Theory, CasesOf("slices")]
    public void Slices(string id) => Agree("slices", id);

    [Theory, CasesOf("sms-appointments")]
    public void Sms_appointments(string id) => Agree("sms-appointments", id);

    [Theory, CasesOf("sms-banking")]
    public void Sms_banking(string id) => Agree("sms-banking", id);

    [Theory, CasesOf("sms-delivery")]
    public void Sms_delivery(string id) => Agree("sms-delivery", id);

    [Theory, CasesOf("sms-events")]
    public void Sms_events(string id) => Agree("sms-events", id);

    [Theory, CasesOf("sms-i18n")]
    public void Sms_i18n(string id) => Agree("sms-i18n", id);

    [Theory, CasesOf("sms-insurance")]
    public void Sms_insurance(string id) => Agree("sms-insurance", id);

    [Theory, CasesOf("sms-jobs")]
    public void Sms_jobs(string id) => Agree("sms-jobs", id);

    [Theory, CasesOf("sms-loyalty")]
    public void Sms_loyalty(string id) => Agree("sms-loyalty", id);

    [Theory, CasesOf("sms-misc")]
    public void Sms_misc(string id) => Agree("sms-misc", id);

    [Theory, CasesOf("sms-orders")]
    public void Sms_orders(string id) => Agree("sms-orders", id);

    [Theory, CasesOf("sms-otp")]
    public void Sms_otp(string id) => Agree("sms-otp", id);

    [Theory, CasesOf("sms-pharmacy")]
    public void Sms_pharmacy(string id) => Agree("sms-pharmacy", id);

    [Theory, CasesOf("sms-rent")]
    public void Sms_rent(string id) => Agree("sms-rent", id);

    [Theory, CasesOf("sms-restaurant")]
    public void Sms_restaurant(string id) => Agree("sms-restaurant", id);

    [Theory, CasesOf("sms-school")]
    public void Sms_school(string id) => Agree("sms-school", id);

    [Theory, CasesOf("sms-shifts")]
    public void Sms_shifts(string id) => Agree("sms-shifts", id);

    [Theory, CasesOf("sms-sports")]
    public void Sms_sports(string id) => Agree("sms-sports", id);

    [Theory, CasesOf("sms-telecom")]
    public void Sms_telecom(string id) => Agree("sms-telecom", id);

    [Theory, CasesOf("sms-tickets")]
    public void Sms_tickets(string id) => Agree("sms-tickets", id);

    [Theory, CasesOf("sms-travel")]
    public void Sms_travel(string id) => Agree("sms-travel", id);

    [Theory, CasesOf("special-variables")]
    public void Special_variables(string id) => Agree("special-variables", id);

    [Theory, CasesOf("square-bracket")]
    public void Square_bracket(string id) => Agree("square-bracket", id);

    [Theory, CasesOf("string-builtins")]
    public void String_builtins(string id) => Agree("string-builtins", id);

    [Theory, CasesOf("switch")]
    public void Switch(string id) => Agree("switch", id);

    [Theory, CasesOf("switch-builtin")]
    public void Switch_builtin(string id) => Agree("switch-builtin", id);

    [Theory, CasesOf("syntax-errors")]
    public void Syntax_errors(string id) => Agree("syntax-errors", id);

    [Theory, CasesOf("truncate")]
    public void Truncate(string id) => Agree("truncate", id);

    [Theory, CasesOf("type-builtins")]
    public void Type_builtins(string id) => Agree("type-builtins", id);

    [Theory, CasesOf("unicode")]
    public void Unicode(string id) => Agree("unicode", id);

    [Theory, CasesOf("whitespace")]
    public void Whitespace(string id) => Agree("whitespace", id);

    [Fact]
    public void Every_category_has_its_theory() =>
        typeof(ConformanceTests).GetMethods().Select(method => method.GetCustomAttribute<CasesOfAttribute>()?.Category).OfType<string>()
            .Append(ConformanceSuite.JvmSpecific)
            .Should().BeEquivalentTo(ConformanceSuite.Categories);

    private static void Agree(string category, string id)
    {
        var @case = ConformanceSuite.Find(category, id);
        ConformanceSuite.Difference(@case, ConformanceEngine.Render(@case)).Should().BeNull();
    }
}
