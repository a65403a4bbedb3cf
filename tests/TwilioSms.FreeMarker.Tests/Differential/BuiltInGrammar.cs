namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>A built-in as the generator writes it, the type it is applied to and the type it gives (letters of <see cref="ExpressionGrammar"/>).</summary>
internal sealed record BuiltInForm(string Text, char From, char To)
{
    /// <summary>
    /// A form a line: what it is applied to, what it gives, and its text, in which <c>{t}</c> is an expression of type <c>t</c>.
    /// What depends on the clock or on the JVM's locale data is left out.
    /// </summary>
    private const string Table = """
        s s upper_case|lower_case|cap_first|uncap_first|capitalize|trim|html|xhtml|xml|rtf|js_string|j_string|json_string|url_path('UTF-8')|url('UTF-8')
        s s chop_linebreak|string|upperCase|capFirst|length?c|upper_case?lower_case
        s n length|index_of({s})|index_of({s}, {n})|last_index_of({s})|last_index_of({s},{n})
        s b contains({s})|starts_with({s})|ends_with({s})|matches({s})|has_content|is_string|is_number|is_hash|is_sequence|is_boolean|is_method|is_markup_output|is_macro
        s s left_pad({n})|left_pad({n},{s})|right_pad({n})|right_pad({n}, {s})|ensure_starts_with({s})|ensure_ends_with({s})|remove_beginning({s})|remove_ending({s})
        s s replace({s},{s})|replace({s}, {s}, 'f')|replace({s},{s},'r')|replace({s},{s},'i')|substring({n})|substring({n},{n})|keep_before({s})|keep_after({s})|keep_before_last({s})|keep_after_last({s})
        s s truncate({n})|truncate({n},{s})|truncate_w({n})|truncate_c({n})|truncate_c({n}, {s})|default({s})|if_exists|then({s},{s})
        s l split({s})|split({s},'r')|split({s}, 'i')|word_list|matches({s})
        n s string|c|string('0.00')|string("#,##0.###")|string.number|string.computer|string.c|string('00')|string('0.###E0')|string('0%')
        n n abs|round|floor|ceiling|int|long|double|float|short|byte|default({n})
        n b is_nan|is_infinite|is_number|is_string|has_content
        b s c|string|c|c|string('y','n')|string({s},{s})|then({s}, {s})
        b n then({n},{n})|then({n}, {s})
        l n size|seq_index_of({s})|seq_index_of({n})|seq_index_of({n},{n})|seq_last_index_of({n})|seq_last_index_of({s})|min|max|sequence?size|filter(q -> q gt 1)?size
        l s join({s})|join({s},{s})|join({s}, {s}, {s})|join(', ', 'none', '.')|chunk(2)?size|reverse?join('-')|map(q -> q?string)?join(',')
        l l reverse|chunk({n})|chunk({n}, {s})|filter(q -> q?is_number)|filter(q -> {b})|map(q -> {s})|map(q -> {n})|map(q -> q)|take_while(q -> {b})|drop_while(q -> q != 2)|sequence
        l b seq_contains({n})|seq_contains({s})|has_content|is_sequence|is_enumerable|is_indexable|is_collection|is_collection_ex|is_hash
        l a first|last|sort|sort_by('k')|sort_by({s})
        h l keys|values
        h n size
        h b has_content|is_hash|is_hash_ex|is_sequence|is_node|is_directive|is_transform
        a s has_content?c|exists?c|is_date_like?c|is_macro?c|is_unknown_date_like?c|switch({n},{s},{n},{s})|switch({s},{s},{s})|node_name|parent|children|ancestors|root|counter|index|has_next?c|item_parity|item_cycle({s},{s})|is_first?c|is_odd_item?c
        a a default({a})|if_exists|eval|nope|number_to_datetime|date_if_unknown|eval_json|interpret|new|api|absolute_template_name|number|boolean|string.xs
        a a lower_abc|upper_abc|iso_utc|string({s})|url|url_path|esc|no_esc|sort_by('k')|with_args({h})|namespace|markup_string|number_to_date|date|seqContains(1)
        """;

    public static ILookup<char, BuiltInForm> ByResult { get; } =
        (from line in Table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
         from text in line[4..].Split('|')
         select new BuiltInForm(text, line[0], line[2])).ToLookup(form => form.To);
}
