import Adoption
import Yams

extension Definition {
    /// Longer than any definition that a person writes.
    static let largestText = 256 * 1024

    /// The text of a value as it stands there; nil for a list or a mapping.
    var scalar: String? { node.scalar?.string }

    /// Parses a text that may come from anywhere; what YAML itself refuses is told in Japanese with its line.
    static func parse(_ text: String, file: String) -> Result<Definition, DefinitionProblem> {
        func whole(_ found: String, _ expected: String = "") -> Result<Definition, DefinitionProblem> {
            .failure(DefinitionProblem(file: file, line: 0, column: 0, found: found, expected: expected))
        }
        guard text.utf8.count <= largestText else {
            return whole("ファイルが大きすぎます（\(text.utf8.count / 1024)KB）。", "\(largestText / 1024)KBまでです。")
        }
        if let anchor = anchorPlace(text) {
            return .failure(
                DefinitionProblem(
                    file: file, line: anchor.line, column: anchor.column, found: "「&」で始まる名前（アンカー）は使えません。",
                    suggestion: "同じ内容はもう一度書いてください。文の中の「&」は全角の「＆」にしてください。"))
        }
        do {
            guard let root = try Yams.compose(yaml: text), root.scalar?.string.isEmpty != true else {
                return whole("内容がありません。")
            }
            return .success(Definition(file: file, path: "", node: root))
        } catch {
            return .failure(problem(error, text: text, file: file))
        }
    }

    /// The first `&name` that YAML could take for an anchor. Anchors are refused before parsing: nested ones grow
    /// without bound when they are compared, and no definition needs them. `Q&A` and `?a=1&b=2` are none.
    private static func anchorPlace(_ text: String) -> (line: Int, column: Int)? {
        var line = 1
        var column = 0
        var previous: Unicode.Scalar = "\n"
        var isPending = false
        for scalar in text.unicodeScalars {
            if isPending, isWord(scalar) { return (line, column) }
            isPending = scalar == "&" && previous != "&" && !isWord(previous) && !isLetterBeyondASCII(previous)
            if scalar == "\n" {
                line += 1
                column = 0
            } else {
                column += 1
            }
            previous = scalar
        }
        return nil
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "A"..."Z", "a"..."z", "_", "-": true
        default: false
        }
    }

    /// Not ASCII, and no line break or mark that YAML skips.
    private static func isLetterBeyondASCII(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0xA0 && ![0x2028, 0x2029, 0xFEFF].contains(scalar.value)
    }

    private static func problem(_ error: any Error, text: String, file: String) -> DefinitionProblem {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return DefinitionProblem(
                file: file, line: mark.line, column: mark.column, found: "YAMLとして読めません（\(problem)）。",
                suggestion: advice(problem))
        case .duplicatedKeysInMapping(let names, let context):
            return DefinitionProblem(
                file: file, line: context.mark.line, column: context.mark.column,
                found: "同じキーが二度あります: \(names.map(clipped).joined(separator: "、"))。", suggestion: "一つにまとめてください。")
        case .reader(_, let offset, let value, _):
            let (line, column) = place(offset ?? 0, in: text)
            return DefinitionProblem(
                file: file, line: line, column: column,
                found: "使えない文字（U+\(String(value, radix: 16, uppercase: true))）があります。",
                suggestion: "その文字を消して、UTF-8で保存し直してください。")
        default:
            return DefinitionProblem(file: file, line: 0, column: 0, found: "YAMLとして読めません。")
        }
    }

    /// Line and column, from 1, of the character with this number.
    private static func place(_ offset: Int, in text: String) -> (Int, Int) {
        let lines = text.prefix(offset).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return (lines.count, (lines.last?.unicodeScalars.count ?? 0) + 1)
    }

    /// What usually lies behind a message of the parser.
    private static func advice(_ problem: String) -> String {
        switch problem {
        case _ where problem.contains("cannot start any token"):
            "字下げはタブではなく半角スペースにし、「@」「%」などで始まる文は引用符 \" で囲んでください。"
        case _ where problem.contains("could not find expected ':'"): "キーのあとに半角の「:」とスペースが要ります。全角の「：」は使えません。"
        case _ where problem.contains("mapping values are not allowed"): "「: 」を含む文は引用符 \" で囲み、字下げをそろえてください。"
        case _ where problem.contains("did not find expected"): "字下げ（半角スペースの数）とかっこの対応を確かめてください。"
        case _ where problem.contains("undefined alias"): "「*」で始まる文は引用符 \" で囲んでください。"
        default: ""
        }
    }
}

extension DefinitionProblem {
    /// A mistake of the value behind these keys, found by somebody who has the text and not its places.
    package init(at keys: [String], yaml: String, file: String, found: String) {
        var place: Definition?
        if case .success(let root) = Definition.parse(yaml, file: file) {
            place = keys.reduce(root) { $0?[$1] }
        }
        self.init(
            file: file, line: place?.node.mark?.line ?? 0, column: place?.node.mark?.column ?? 0,
            path: keys.joined(separator: "."), found: found)
    }
}
