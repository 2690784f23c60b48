import Adoption

/// A mistake in a definition file, where it stands: what was found there, what is expected, what may have been meant.
package struct DefinitionProblem: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Severity: String, Sendable {
        /// The file cannot be used.
        case mistake
        /// The file can be used, but probably says something else than was meant.
        case warning
    }

    package var severity: Severity
    package var file: String
    /// From 1; 0 when the place is not known.
    package var line: Int
    package var column: Int
    /// 「frames[0].kind」; empty for the file as a whole.
    package var path: String
    /// What stands there, in one sentence.
    package var found: String
    /// What is expected instead; may be empty.
    package var expected: String
    /// What may have been meant, or what to do; may be empty.
    package var suggestion: String

    package init(
        _ severity: Severity = .mistake, file: String, line: Int, column: Int, path: String = "", found: String,
        expected: String = "", suggestion: String = ""
    ) {
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.path = path
        self.found = found
        self.expected = expected
        self.suggestion = suggestion
    }

    /// `file 12行目 5列目: 誤り: …`
    package var description: String {
        let place = line > 0 ? "\(file) \(line)行目 \(column)列目" : file
        return "\(place): \(severity == .mistake ? "誤り" : "注意"): \(found)\(expected)\(suggestion)"
    }
}

extension Failure {
    /// All mistakes of a file as one failure; the warnings are left out.
    package init(_ problems: [DefinitionProblem]) {
        let mistakes = problems.filter { $0.severity == .mistake }
        let head = mistakes.count == 1 ? "" : "誤りが\(mistakes.count)件あります。\n"
        self.init(.invalid, head + mistakes.map(\.description).joined(separator: "\n"))
    }
}
