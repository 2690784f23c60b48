/// The words in a migration that an engine writes in its own way.
struct MigrationWords {
    var int: String
    var text: String
    var real: String
    var blob: String
    var strict: String
    /// The rest of the column `revision` of a fact table: its type, and that the revision must exist.
    var recorded: String
    /// Further statements after a table with that word, where the engine checks whole statements faster than rows.
    var recordedGuard: (_ table: String) -> [String] = { _ in [] }
    var appendOnly: (_ table: String) -> [String]

    /// The statements of a migration, words replaced.
    func statements(_ migration: String) -> [String] {
        var statements: [String] = []
        for raw in migration.split(separator: ";") {
            var statement = trimmed(raw)
            if statement.isEmpty { continue }
            if statement.hasPrefix("{appendonly ") {
                statements += appendOnly(String(statement.dropFirst("{appendonly ".count).dropLast()))
                continue
            }
            let table = statement.split(whereSeparator: \.isWhitespace).dropFirst(2).first.map(String.init)
            let isRecorded = statement.hasPrefix("CREATE TABLE ") && statement.contains("{recorded}")
            for (word, meaning) in [
                ("{int}", int), ("{text}", text), ("{real}", real), ("{blob}", blob), ("{strict}", strict),
                ("{recorded}", recorded),
            ] {
                statement = replacing(word, with: meaning, in: statement)
            }
            statements.append(statement)
            if isRecorded, let table { statements += recordedGuard(table) }
        }
        return statements
    }

    private func trimmed(_ text: Substring) -> String {
        let lines = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("--") }
        let joined = lines.joined(separator: "\n")
        return String(joined.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }

    private func replacing(_ word: String, with meaning: String, in text: String) -> String {
        text.split(separator: word, omittingEmptySubsequences: false).joined(separator: meaning)
    }
}
