import Adoption
import Dashboards

extension Wording {
    /// Reads a file of page texts: flat keys with texts.
    /// - Throws: `Failure.invalid` with file and line.
    package init(language: Language, yaml text: String, file: String) throws {
        let definition = try Definition(text, file: file)
        var entries: [String: String] = [:]
        for key in definition.keys { entries[key] = try definition.required(key).text() }
        self.init(language: language, entries: entries)
    }
}
