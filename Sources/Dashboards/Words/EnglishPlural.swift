/// The texts are written for many; after the number 1 their first noun and its verb are said for one.
enum EnglishPlural {
    private static let forms: [(plural: String, singular: String)] = [
        ("offices", "office"), ("municipalities", "municipality"), ("prefectures", "prefecture"),
        ("kinds", "kind"), ("services", "service"), ("registrations", "registration"),
    ]
    private static let verbs: [(plural: String, singular: String)] = [
        ("are", "is"), ("have", "has"), ("were", "was"), ("need", "needs"), ("meet", "meets"),
    ]

    /// ` offices have moved` → ` office has moved`; a text that begins with another word stays as it is.
    static func singular(_ text: String) -> String {
        let blank = text.hasPrefix(" ") ? " " : ""
        let body = text.dropFirst(blank.utf8.count)
        var words = body.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard let first = words.first, let noun = replaced(first, forms) else { return text }
        words[0] = noun
        if words.count > 1, let verb = replaced(words[1], verbs) { words[1] = verb }
        return blank + words.joined(separator: " ")
    }

    /// The word with another form, its punctuation kept.
    private static func replaced(_ word: String, _ forms: [(plural: String, singular: String)]) -> String? {
        for form in forms where word.hasPrefix(form.plural) {
            let rest = word.dropFirst(form.plural.utf8.count)
            if rest.first?.isLetter != true { return form.singular + rest }
        }
        return nil
    }
}
