/// A key of a definition file: read by the loader, printed into the JSON Schema and into the reference of the keys.
package struct DefinitionKey: Sendable {
    package typealias Words = [(word: String, meaning: String)]

    package enum Form: Sendable {
        /// A text of at most so many characters.
        case text(Int)
        /// Texts of at most so many characters each; one text alone is a list of one.
        case texts(Int)
        case count(ClosedRange<Int>)
        case flag
        case day
        /// A time of day in Japan, to the minute.
        case minute
        /// Lower-case letters, digits and hyphens.
        case id
        case ids
        /// One of these words, each with its meaning.
        case choice(Words)
        case choices(Words)
        /// A municipality or a prefecture.
        case area
        case areas
        case services
        case routes
        case section(String)
        case list(String)
    }

    package var name: String
    package var form: Form
    package var isRequired: Bool
    /// 「募集の開始」
    package var title: String
    /// More than the title says: what it does, what holds without it.
    package var text: String

    package init(_ name: String, _ form: Form, _ title: String, _ text: String = "", isRequired: Bool = false) {
        self.name = name
        self.form = form
        self.isRequired = isRequired
        self.title = title
        self.text = text
    }
}

/// A mapping in a definition file.
package struct DefinitionSection: Sendable {
    package var name: String
    package var title: String
    package var keys: [DefinitionKey]
    /// Keys of which exactly one must stand there.
    package var oneOf: [String]

    package init(_ name: String, _ title: String, oneOf: [String] = [], _ keys: [DefinitionKey]) {
        self.name = name
        self.title = title
        self.keys = keys
        self.oneOf = oneOf
    }

    package func key(_ name: String) -> DefinitionKey? { keys.first { $0.name == name } }
}
