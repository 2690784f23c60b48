import Adoption
import Analytics
import Catalog
import Storage

/// What registering a definition did.
package struct RegisteredVersion: Sendable {
    package var definition: CampaignDefinition
    package var version: Int
    package var effective: Instant
    /// The definition on record is the same: nothing was recorded.
    package var isUnchanged: Bool
}

extension Workspace {
    /// Puts a definition into the ledger: the first version of a campaign, or a new one from an instant on. Versions
    /// that were registered for later and are not in force yet give way: nothing was decided by them.
    /// - Parameters:
    ///   - path: the YAML file; the crest that it names lies beside it.
    ///   - effective: from when on it is in force; nil: at once.
    /// - Throws: `Failure.invalid` with every mistake of the file; `Failure.conflict` when the instant lies before a
    ///   version that is there already, or the change would take away what applicants were told.
    package func registerCampaign(
        file path: String, effective: Instant?, actor: String, reason: String
    ) throws -> RegisteredVersion {
        let text = try Files.readText(path)
        let reference = try state().reference
        let definition = try CampaignDefinition(yaml: text, file: path, reference: reference)
        let crest = try Crest(of: definition, file: path)?.bytes
        let id = definition.id
        let author = Author(actor: actor, operation: "campaign register \(id)", reason: reason)
        return try ledger.record(author, at: clock()) { recording in
            let records = try CampaignRecords(recording.connection, at: recording.revision, campaign: id)
            let begin = max(effective ?? recording.recordedAt, recording.recordedAt)
            var next = RecordedDefinition(
                campaign: id, version: 1, effective: begin, content: text, crest: crest)
            if let last = records.definitions.last {
                let begun = records.definitions.filter { $0.effective <= recording.recordedAt }
                if last.content == text, last.crest == crest {
                    return RegisteredVersion(
                        definition: definition, version: last.version, effective: last.effective, isUnchanged: true)
                }
                var desk = try desk(of: id, recording, reference)
                try Workspace.check(definition, after: desk.book)
                try desk.recordDue()
                try recording.supersede(records.definitions.dropFirst(begun.count).map(\.fact))
                next.version = last.version + 1
            }
            try recording.append(next)
            return RegisteredVersion(
                definition: definition, version: next.version, effective: begin, isUnchanged: false)
        }
    }

    private static func check(_ definition: CampaignDefinition, after book: CampaignBook) throws {
        guard let last = book.versions.last else { return }
        let frames = Set(definition.frames.map(\.id))
        let used = Set(book.enrollments.filter(\.isLiving).map(\.application.frame))
        if let missing = used.subtracting(frames).sorted().first {
            throw Failure(
                .conflict, "枠「\(missing)」には申込みがあるので、定義からなくせません。",
                hint: "枠を残し、募集を止めるには places を今の受付数にしてください。")
        }
        guard definition.area == last.definition.area else {
            throw Failure(.conflict, "キャンペーンの市区町村は変えられません。", hint: "別の id で新しく登録してください。")
        }
    }
}

/// The crest of an organiser: an image that pages and flyers may carry.
struct Crest {
    let bytes: [UInt8]

    private static let largest = 512 * 1024
    private static let unwanted = ["<script", "javascript:", "<foreignobject", "<!entity"]

    /// The crest that a definition names, beside its file; nil when it names none.
    init?(of definition: CampaignDefinition, file path: String) throws {
        guard let name = definition.texts.crest else { return nil }
        try self.init(bytes: Files.read("\(Files.parent(path))/\(name)"), name: name)
    }

    /// - Throws: `Failure.invalid` for anything but a PNG, or an SVG image without scripts, of at most 512 kB.
    init(bytes: [UInt8], name: String) throws {
        guard bytes.count <= Crest.largest else {
            throw Failure(.invalid, "紋章の画像 \(name) が大きすぎます(512 KBまで)。", hint: "画像を小さくしてください。")
        }
        let isPNG = bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        let text = isPNG ? "" : String(decoding: bytes, as: UTF8.self).lowercased()
        guard isPNG || text.contains("<svg") else {
            throw Failure(.invalid, "紋章の画像 \(name) は PNG でも SVG でもありません。", hint: "PNG か SVG で保存してください。")
        }
        // An image element runs no script, but the file can also be opened by itself.
        guard !Crest.unwanted.contains(where: { text.contains($0) }), !Crest.hasHandler(text) else {
            throw Failure(.invalid, "紋章の画像 \(name) に、動作する部分があります。", hint: "PNG で保存してください。")
        }
        self.bytes = bytes
    }

    /// An attribute such as `onload=`.
    private static func hasHandler(_ text: String) -> Bool {
        text.split(whereSeparator: { $0.isWhitespace || $0 == "/" || $0 == "\"" || $0 == "'" }).contains { word in
            word.hasPrefix("on") && word.contains("=")
        }
    }
}
