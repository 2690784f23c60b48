import Adoption

/// Reads marks, intentions and attitudes from the words that people write.
enum ReadinessWords {
    /// `A:out B1:out G:in`, 「A出 B-1出 G入」. A letter alone stands for both ways; 「なし」 says that there is no mark,
    /// 「すべて」 that there are all. Nil for anything else.
    static func marks(_ text: String) -> FormatMarks? {
        switch Folding.key(text) {
        case "none", "なし", "無", "無し", "非対応", "未対応", "×": return []
        case "all", "すべて", "全て", "全部", "全対応": return .all
        default: break
        }
        var marks: FormatMarks = []
        let words = Folding.fold(text).split { $0.isWhitespace || ",、;；/・".contains($0) }
        guard !words.isEmpty else { return nil }
        for word in words {
            guard let mark = mark(Array(Folding.key(String(word)).unicodeScalars)) else { return nil }
            marks.formUnion(mark)
        }
        return marks
    }

    private static func mark(_ word: [Unicode.Scalar]) -> FormatMarks? {
        var rest = word[...]
        guard let letter = rest.popFirst() else { return nil }
        var key = String(letter).uppercased()
        if key == "B" {
            if rest.first == "-" || rest.first == "ー" { rest.removeFirst() }
            guard let digit = rest.popFirst() else { return nil }
            key += String(digit)
        }
        guard let format = CareFormat(key: key) else { return nil }
        if rest.first == ":" || rest.first == "=" { rest.removeFirst() }
        switch String(String.UnicodeScalarView(rest)) {
        case "", "both", "出入", "出力取込", "両方": return [.output(format), .input(format)]
        case "out", "出", "出力": return .output(format)
        case "in", "入", "取込", "取り込み", "入力": return .input(format)
        default: return nil
        }
    }

    static func intention(_ text: String) -> Intention? {
        let key = Folding.key(text)
        if let intention = Intention(rawValue: key) { return intention }
        switch key {
        case "利用する予定", "利用予定", "予定あり", "利用したい", "参加したい", "導入予定", "○", "〇", "◯": return .intends
        case "検討中", "未定", "わからない", "分からない", "△": return .undecided
        case "利用する予定はない", "利用予定なし", "予定なし", "予定はない", "利用しない", "×": return .noPlan
        default: return nil
        }
    }

    static func attitude(_ text: String) -> Attitude? {
        let key = Folding.key(text)
        if let attitude = Attitude(rawValue: key) { return attitude }
        switch key {
        case "イノベーター", "革新者": return .innovator
        case "アーリーアダプター", "初期採用者": return .earlyAdopter
        case "アーリーマジョリティ", "前期追従者": return .earlyMajority
        case "レイトマジョリティ", "後期追従者": return .lateMajority
        case "ラガード", "遅滞者": return .laggard
        default: return nil
        }
    }
}
