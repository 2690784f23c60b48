import Adoption

/// チラシ: a print-ready A4 page of a campaign, from its definition alone. A file that stands by itself: style, crest and
/// QR code are inside, and nothing is loaded.
package struct Flyer: Sendable {
    private let definition: CampaignDefinition
    private let crest: [UInt8]?
    private let reference: Reference
    private let words: Wording
    private let styleSheet: String

    /// - Parameters:
    ///   - crest: an SVG or PNG file; anything else is left out.
    ///   - styleSheet: `Dashboards/flyer/flyer.css`.
    package init(
        _ definition: CampaignDefinition, crest: [UInt8]?, reference: Reference, words: Wording, styleSheet: String
    ) {
        self.definition = definition
        self.crest = crest
        self.reference = reference
        self.words = words
        self.styleSheet = styleSheet
    }

    /// The page as HTML.
    /// - Parameter shrunk: makes the type smaller by so many steps than the estimate says, for a browser whose fonts
    ///   are wider than they should be.
    package func html(shrunk steps: Int = 0) -> [UInt8] {
        let fitted = Flyer.fitted(FlyerWriter(definition: definition, reference: reference, words: words).content())
        let size = max(4, fitted.size - 0.35 * Double(steps))
        return FlyerHTML(
            content: fitted.content, size: size, crest: Crest(crest), words: words, styleSheet: styleSheet
        ).markup().bytes
    }

    /// The content as it fits a sheet: with smaller type, and where that is not enough with what the form's page tells
    /// anyway left out, the last first: notes, steps, conditions, frames.
    static func fitted(_ content: FlyerContent) -> (content: FlyerContent, size: Double) {
        var content = content
        if let size = FlyerFit(content: content).size() { return (content, size) }
        let shortenings: [(inout FlyerContent) -> Void] = [
            { $0.notes = Array($0.notes.prefix(2)) }, { $0.steps = [] },
            { content in for index in content.frames.indices { content.frames[index].conditions = [] } },
            { $0.common = Array($0.common.prefix(3)) }, { $0.contact = Array($0.contact.prefix(4)) },
            { content in for index in content.frames.indices { content.frames[index].who = [] } },
        ]
        for shorten in shortenings {
            shorten(&content)
            if let size = FlyerFit(content: content).size() { return (content, size) }
        }
        while content.frames.count > 1 {
            content.frames.removeLast()
            content.framesLeftOut += 1
            if let size = FlyerFit(content: content).size() { return (content, size) }
        }
        return (content, FlyerFit.smallest)
    }
}

/// 市町村章 as an address that holds the picture itself.
struct Crest {
    let address: String

    /// Nil for what is neither PNG nor SVG. An SVG in an `<img>` runs no script and loads nothing.
    init?(_ bytes: [UInt8]?) {
        guard let bytes, !bytes.isEmpty else { return nil }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
            address = "data:image/png;base64," + Crest.base64(bytes)
        } else if String(decoding: bytes.prefix(1024), as: UTF8.self).contains("<svg") {
            address = "data:image/svg+xml;base64," + Crest.base64(bytes)
        } else {
            return nil
        }
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// RFC 4648.
    static func base64(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let count = min(3, bytes.count - index)
            var group = 0
            for place in 0..<3 { group = group << 8 | (place < count ? Int(bytes[index + place]) : 0) }
            for place in 0..<4 {
                text.append(place <= count ? digits[group >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
            index += 3
        }
        return String(decoding: text, as: UTF8.self)
    }
}
