/// One tag of a template, as found in its bytes.
struct TemplateTag {
    enum Kind {
        case value, fragment, section, inverted, close, partial, pragma, comment, unsupported
    }

    var kind: Kind
    var name: String
    var line: Int
    /// Blanks stand before the tag on its line, and nothing else.
    var isIndented: Bool
}

/// Finds the tags of a template. It reads the same bytes that swift-mustache parses, but only so much of the
/// language as our templates may use: the rest is reported, because an unknown tag is silently empty there.
struct TemplateTags {
    private(set) var tags: [TemplateTag] = []
    /// The line of a tag without an end.
    private(set) var unclosed: Int?

    init(_ template: String) {
        let bytes = Array(template.utf8)
        var index = 0
        var line = 1
        var lineStart = 0
        while index < bytes.count {
            if bytes[index] == 0x0A {
                line += 1
                lineStart = index + 1
            }
            guard bytes[index] == UInt8(ascii: "{"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "{")
            else {
                index += 1
                continue
            }
            guard let end = TemplateTags.end(in: bytes, from: index + 2) else {
                unclosed = line
                return
            }
            let isTriple = bytes[index + 2] == UInt8(ascii: "{")
            let content = String(decoding: bytes[(index + 2)..<end], as: UTF8.self)
            let isIndented = lineStart < index && bytes[lineStart..<index].allSatisfy { $0 == 0x20 || $0 == 0x09 }
            tags.append(TemplateTags.tag(content, line: line, isIndented: isIndented))
            line += bytes[index..<end].count { $0 == 0x0A }
            index = end + 2 + (isTriple && end + 2 < bytes.count && bytes[end + 2] == UInt8(ascii: "}") ? 1 : 0)
        }
    }

    private static func end(in bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: "}"), bytes[index + 1] == UInt8(ascii: "}") { return index }
            index += 1
        }
        return nil
    }

    private static func tag(_ content: String, line: Int, isIndented: Bool) -> TemplateTag {
        let sigils: [(UInt8, TemplateTag.Kind)] = [
            (UInt8(ascii: "{"), .fragment), (UInt8(ascii: "&"), .fragment), (UInt8(ascii: "#"), .section),
            (UInt8(ascii: "^"), .inverted), (UInt8(ascii: "/"), .close), (UInt8(ascii: ">"), .partial),
            (UInt8(ascii: "%"), .pragma), (UInt8(ascii: "!"), .comment), (UInt8(ascii: "="), .unsupported),
            (UInt8(ascii: "<"), .unsupported), (UInt8(ascii: "$"), .unsupported),
        ]
        let first = content.utf8.first ?? 0x20
        let match = sigils.first { $0.0 == first }
        let rest = match == nil ? content[...] : content.dropFirst()
        var name = rest.utf8[...]
        while let byte = name.first, byte == 0x20 || byte == 0x09 { name = name.dropFirst() }
        while let byte = name.last, byte == 0x20 || byte == 0x09 { name = name.dropLast() }
        return TemplateTag(
            kind: match?.1 ?? .value, name: String(Substring(name)), line: line, isIndented: isIndented)
    }
}
