import Testing

@testable import Storage

@Suite("Placeholders for PostgreSQL")
struct PostgreSQLPlaceholdersTests {
    @Test(
        "are numbered in the order of their first appearance",
        arguments: [
            ("SELECT 1", "SELECT 1", []),
            (":a", "$1", ["a"]),
            ("x=:b AND y=:a OR z=:b", "x=$1 AND y=$2 OR z=$1", ["b", "a"]),
            (":recorded_at,:recorded", "$1,$2", ["recorded_at", "recorded"]),
            ("(:_x1)::text", "($1)::text", ["_x1"]),
            ("a::int + :a::int", "a::int + $1::int", ["a"]),
            ("':a' || :a", "':a' || $1", ["a"]),
            ("'it''s :a' || :b", "'it''s :a' || $1", ["b"]),
            ("\":a\"\":b\" = :c", "\":a\"\":b\" = $1", ["c"]),
            ("1 -- :a\n+ :b", "1 -- :a\n+ $1", ["b"]),
            ("1 /* :a ' */ + :b", "1 /* :a ' */ + $1", ["b"]),
            ("$$ :a $$ || :b", "$$ :a $$ || $1", ["b"]),
            ("$t$ :a $$ ' $t$ || :b", "$t$ :a $$ ' $t$ || $1", ["b"]),
            ("x[1:2] = : y", "x[1:2] = : y", []),
            ("'ひらがな:a' || :b", "'ひらがな:a' || $1", ["b"]),
            ("'unterminated :a", "'unterminated :a", []),
            ("/* unterminated :a", "/* unterminated :a", []),
            ("-- :a", "-- :a", []),
            ("$t$ unterminated :a", "$t$ unterminated :a", []),
            (":", ":", []), ("::", "::", []), ("$", "$", []),
        ] as [(String, String, [String])])
    func translation(statement: String, sql: String, names: [String]) {
        let translated = PostgreSQLPlaceholders(statement)
        #expect(translated.sql == sql)
        #expect(translated.names == names)
    }
}
