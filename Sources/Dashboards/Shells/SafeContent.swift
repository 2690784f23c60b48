import Mustache

/// The two content types of the templates. swift-mustache's own HTML type compares Characters and lets a quotation
/// mark followed by a combining mark through, so that every template file names one of these in its first line.
package enum SafeContent {
    package static let html = "FUKYU-HTML"
    package static let text = "FUKYU-TEXT"

    /// Must run before any template is parsed; running again changes nothing.
    static func register() {
        MustacheContentTypes.register(HTMLContent(), named: html)
        MustacheContentTypes.register(TextContent(), named: text)
    }

    private struct HTMLContent: MustacheContentType {
        func escapeText(_ text: String) -> String {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(text.utf8.count + 16)
            Escaping.append(text, to: &bytes, form: .html)
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    private struct TextContent: MustacheContentType {
        func escapeText(_ text: String) -> String {
            Escaping.plain(text)
        }
    }
}
