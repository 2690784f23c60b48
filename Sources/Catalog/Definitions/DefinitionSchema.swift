/// The JSON Schema (2020-12) of a kind of definition, so that an editor completes and checks while a person types.
package enum DefinitionSchema {
    /// The text of the schema file.
    /// - Parameter sections: the outermost one first.
    package static func text(title: String, sections: [DefinitionSection]) -> String {
        guard let root = sections.first else { return "" }
        var members: [(String, SchemaValue)] = [
            ("$schema", .text("https://json-schema.org/draft/2020-12/schema")), ("title", .text(title)),
        ]
        members += object(root, sections)
        members.append(("$defs", .object(sections.dropFirst().map { ($0.name, .object(titled($0, sections))) })))
        return SchemaValue.object(members).printed(indent: 0) + "\n"
    }

    private static func titled(_ section: DefinitionSection, _ sections: [DefinitionSection]) -> [(String, SchemaValue)]
    {
        [("title", .text(section.title))] + object(section, sections)
    }

    private static func object(_ section: DefinitionSection, _ sections: [DefinitionSection]) -> [(String, SchemaValue)]
    {
        var members: [(String, SchemaValue)] = [
            ("type", .text("object")), ("additionalProperties", .flag(false)),
        ]
        let required = section.keys.filter(\.isRequired).map(\.name)
        if !required.isEmpty { members.append(("required", .list(required.map(SchemaValue.text)))) }
        if !section.oneOf.isEmpty {
            members.append(
                ("oneOf", .list(section.oneOf.map { .object([("required", .list([.text($0)]))]) })))
        }
        members.append(("properties", .object(section.keys.map { ($0.name, .object(property($0, sections))) })))
        return members
    }

    private static func property(_ key: DefinitionKey, _ sections: [DefinitionSection]) -> [(String, SchemaValue)] {
        var members: [(String, SchemaValue)] = [("title", .text(key.title))]
        let words = meanings(key.form)
        let text = key.text + words
        if !text.isEmpty { members.append(("description", .text(text))) }
        return members + form(key.form, sections)
    }

    private static func meanings(_ form: DefinitionKey.Form) -> String {
        switch form {
        case .choice(let words), .choices(let words):
            words.map { "\($0.word): \($0.meaning)。" }.joined()
        default: ""
        }
    }

    private static func form(_ form: DefinitionKey.Form, _ sections: [DefinitionSection]) -> [(String, SchemaValue)] {
        switch form {
        case .text(let limit): return text(limit)
        case .texts(let limit): return oneOrMany(text(limit))
        case .count(let range):
            return [
                ("type", .text("integer")), ("minimum", .number(range.lowerBound)),
                ("maximum", .number(range.upperBound)),
            ]
        case .flag: return [("type", .text("boolean"))]
        case .day: return [("type", .text("string")), ("examples", .list([.text("2026-09-01"), .text("令和8年9月1日")]))]
        case .minute:
            let examples = ["2026-09-01 09:00", "令和8年9月1日(火) 午前9時"].map(SchemaValue.text)
            return [("type", .text("string")), ("examples", .list(examples))]
        case .id: return id
        case .ids: return oneOrMany(id)
        case .choice(let words): return choice(words)
        case .choices(let words): return oneOrMany(choice(words))
        // A code without quotes is a number to YAML.
        case .area: return [("type", .list([.text("string"), .text("integer")]))]
        case .areas, .services: return oneOrMany([("type", .list([.text("string"), .text("integer")]))])
        case .routes: return oneOrMany([("type", .text("string"))])
        case .section(let name):
            let reference = SchemaValue.object([("$ref", .text("#/$defs/\(name)"))])
            let needsContent = sections.first { $0.name == name }?.keys.contains(where: \.isRequired) ?? false
            if needsContent { return [("$ref", .text("#/$defs/\(name)"))] }
            return [("anyOf", .list([reference, .object([("type", .text("null"))])]))]
        case .list(let name):
            return [("type", .text("array")), ("items", .object([("$ref", .text("#/$defs/\(name)"))]))]
        }
    }

    private static func text(_ limit: Int) -> [(String, SchemaValue)] {
        [("type", .text("string")), ("minLength", .number(1)), ("maxLength", .number(limit))]
    }

    private static let id: [(String, SchemaValue)] = [
        ("type", .text("string")), ("pattern", .text("^[a-z0-9]+(-[a-z0-9]+)*$")), ("maxLength", .number(40)),
    ]

    private static func choice(_ words: DefinitionKey.Words) -> [(String, SchemaValue)] {
        [("enum", .list(words.map { .text($0.word) }))]
    }

    private static func oneOrMany(_ item: [(String, SchemaValue)]) -> [(String, SchemaValue)] {
        let many = SchemaValue.object([("type", .text("array")), ("items", .object(item))])
        return [("anyOf", .list([.object(item), many]))]
    }
}

/// JSON with its members in a fixed order.
private indirect enum SchemaValue: Sendable {
    case text(String)
    case number(Int)
    case flag(Bool)
    case list([SchemaValue])
    case object([(String, SchemaValue)])

    func printed(indent: Int) -> String {
        let inner = String(repeating: "  ", count: indent + 1)
        let outer = String(repeating: "  ", count: indent)
        switch self {
        case .text(let text): return quoted(text)
        case .number(let number): return String(number)
        case .flag(let flag): return String(flag)
        case .list(let items):
            let isPlain = items.allSatisfy { if case .text = $0 { true } else { false } }
            let printed = items.map { $0.printed(indent: indent + 1) }
            return isPlain
                ? "[" + printed.joined(separator: ", ") + "]"
                : "[\n\(inner)" + printed.joined(separator: ",\n\(inner)") + "\n\(outer)]"
        case .object(let members):
            let printed = members.map { "\(quoted($0))" + ": " + $1.printed(indent: indent + 1) }
            return "{\n\(inner)" + printed.joined(separator: ",\n\(inner)") + "\n\(outer)}"
        }
    }

    /// The texts are the product's own and hold no control characters.
    private func quoted(_ text: String) -> String {
        "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }
}
