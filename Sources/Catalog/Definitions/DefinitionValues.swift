import Adoption
import Interchange

/// Single values, each nil with a note of what is wrong.
extension DefinitionReader {
    func wrong(_ value: Definition) -> String {
        value.scalar.map { "「\(clipped($0))」は使えません。" } ?? "ここには一つの値が要ります。"
    }

    func text(_ value: Definition, _ limit: Int) -> String? {
        guard let text = value.scalar else {
            report(value, wrong(value), "文字列が要ります。", "「: 」や「[」を含む文は引用符 \" で囲んでください。")
            return nil
        }
        guard !text.allSatisfy(\.isWhitespace) else {
            report(value, "文がありません。", "文字列が要ります。")
            return nil
        }
        let isControl = { (scalar: Unicode.Scalar) in
            (scalar.value < 0x20 && scalar != "\n") || (0x7F...0x9F).contains(scalar.value)
        }
        guard !text.unicodeScalars.contains(where: isControl) else {
            report(value, "文に制御文字があります。", "", "その文字を消してください。")
            return nil
        }
        // Block texts end with a newline.
        var end = text.endIndex
        while end > text.startIndex, text[text.index(before: end)].isNewline { end = text.index(before: end) }
        guard text[..<end].count <= limit else {
            report(value, "文が長すぎます（\(text[..<end].count)字）。", "\(limit)字までです。")
            return nil
        }
        return String(text[..<end])
    }

    func flag(_ value: Definition) -> Bool? {
        let text = value.scalar ?? ""
        if text == "true" || text == "false" { return text == "true" }
        let guesses = ["yes": "true", "on": "true", "はい": "true", "no": "false", "off": "false", "いいえ": "false"]
        let guess = guesses[text.lowercased()] ?? NearestName.among(["true", "false"], to: text)
        report(value, wrong(value), "true（はい）かfalse（いいえ）が要ります。", guess.map { "もしかして: \($0)。" } ?? "")
        return nil
    }

    func count(_ value: Definition, _ range: ClosedRange<Int>) -> Int? {
        guard let number = value.scalar.flatMap({ Int($0) }) else {
            // 「20,000円」, 「１０か所」
            let digits = Folding.fold(String((value.scalar ?? "").prefix(40))).filter { !",円件か所事業組名".contains($0) }
            report(value, wrong(value), "半角の整数が要ります。", Int(digits).map { "もしかして: \($0)。" } ?? "")
            return nil
        }
        guard range.contains(number) else {
            report(value, "\(number)は使えません。", "\(range.lowerBound)から\(range.upperBound)までの整数が要ります。")
            return nil
        }
        return number
    }

    func clock(_ value: Definition, expected: String) -> WallClock? {
        guard let clock = value.scalar.flatMap(WallClock.init) else {
            report(value, wrong(value), expected)
            return nil
        }
        if let weekday = clock.wrongWeekday {
            report(value, wrong(value), "\(clock.day)は\(weekday)曜日です。", "日付か曜日を直してください。")
            return nil
        }
        return clock
    }

    func id(_ value: Definition) -> String? {
        guard let text = value.scalar, isID(text) else {
            let plain = Folding.fold(String((value.scalar ?? "").prefix(60))).lowercased().map { letter in
                letter.isASCII && (letter.isLetter || letter.isNumber) ? letter : "-"
            }
            let guess = plain.split(separator: "-").map { String($0) }.joined(separator: "-")
            report(
                value, wrong(value), "半角の英小文字・数字・ハイフンで40字までの名前が要ります。",
                isID(guess) ? "もしかして: \(guess)。" : "例: shizuoka-2026")
            return nil
        }
        return text
    }

    /// Lower-case letters and digits, in groups joined by single hyphens, 40 at most.
    private func isID(_ text: String) -> Bool {
        guard (1...40).contains(text.utf8.count) else { return false }
        return text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { group in
            !group.isEmpty && group.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) }
        }
    }

    func choice(_ value: Definition, _ words: DefinitionKey.Words) -> String? {
        let text = value.scalar ?? ""
        if words.contains(where: { $0.word == text }) { return text }
        let byMeaning = words.first { !text.isEmpty && $0.meaning.contains(text) }?.word
        let near = byMeaning ?? NearestName.among(words.map(\.word), to: text)
        report(
            value, wrong(value), "使えるのは\(words.map { "\($0.word)（\($0.meaning)）" }.joined(separator: "、"))です。",
            near.map { "もしかして: \($0)。" } ?? "")
        return nil
    }
}
