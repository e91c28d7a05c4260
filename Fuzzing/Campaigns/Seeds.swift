/// Inputs to begin from: plain ones, and those that once found something.
enum Seeds {
    static let json = [
        #"{"title":"Write the report","priority":"high","tags":["a","b.c"],"due_date":"2026-12-01T10:00:00+02:00"}"#,
        #"{"title":"👩‍👩‍👧 \ud83d\ude00 \u0000","progress_percent":"3.0","parent_id":0,"assigned_to":null}"#,
        #"{"percent":1e400,"note":-0.0}"#, #"[1,[2,[3,{"a":{"b":[]}}]]]"#, #""\ud800""#, "nul", "1.", "-", "\u{FEFF}{}",
        #"{"a":1,"\u0061":2}"#, #"{"é":1,"é":2}"#,
        // Found while the parser was written: an escape cut off by the end of the text, and digits past 64 bits.
        #""\u12"#, "123456789012345678901234567890", "{\"x\":\"\u{7F}\"}", #"{"status":{"status":{"status":[]}}}"#,
    ]

    static let queries = [
        "limit=10&offset=0&status=pending&status=review&q=a+b%20c", "sort=-created_at&cursor=WzEsMiwzXQ",
        "&&=&a=&=b&%zz=%FF",
        "due_before=2026-11-21T08%3A00%3A00%2B02%3A00&total=true", "q=%00&tag=%C3%28",
    ]

    static let keys = [
        "8f14e45f-ceea-467f-a8d5-2c1f3b9d7a60", "\"a\"", #""a\"b\\c""#, "a\"b", "~!",
        String(repeating: "k", count: 255),
    ]

    static let fragments = [
        "\"", "\\", "\\u", "\\ud83d", "{", "}", "[", "]", ",", ":", "null", "true", "1e309", "-0",
        "9223372036854775808",
        "\u{0}", "\u{FEFF}", "e\u{301}", "é", "' OR 1=1 --", "%", "_", "%25", "\r\n", "\u{202E}", "{\"a\":1,\"a\":2}",
        "2026-02-30", "tfl_", "@", "-1", "0.0", "1_000",
    ]
}
