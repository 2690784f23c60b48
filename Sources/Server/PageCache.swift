import Dashboards
import NIOCore
import Operations
import Synchronization

/// A rendered page, ready to send.
struct ReadyPage: Sendable {
    var plain: ByteBuffer
    var gzip: ByteBuffer?
    var contentType: String
    var tag: String
}

/// The pages of the current edition of the site, rendered when they are first asked for and kept until the edition
/// changes: a new revision of the ledger, or a new day.
final class PageCache: Sendable {
    private struct State {
        var tag = ""
        var pages: [String: ReadyPage] = [:]
        var bytes = 0
    }

    /// Enough for every page of a prefecture in all forms, and a bound for the nation's.
    private static let limit = 256 << 20

    private let state = Mutex(State())

    /// - Returns: nil when the site has no such page.
    func page(_ path: SitePath, of site: SiteEdition) -> ReadyPage? {
        let key = path.description
        let kept = state.withLock { $0.tag == site.tag ? $0.pages[key] : nil }
        if let kept { return kept }
        guard let bytes = site.bytes(path) else { return nil }
        let gzip = bytes.count > 512 ? Gzip.compress(bytes) : nil
        let page = ReadyPage(
            plain: ByteBuffer(bytes: bytes), gzip: gzip.map(ByteBuffer.init(bytes:)), contentType: path.contentType,
            tag: "\(site.tag)\(path.tagSuffix)")
        keep(page, at: key, of: site)
        return page
    }

    private func keep(_ page: ReadyPage, at key: String, of site: SiteEdition) {
        let size = page.plain.readableBytes + (page.gzip?.readableBytes ?? 0)
        state.withLock { state in
            if state.tag != site.tag || state.bytes + size > PageCache.limit { state = State(tag: site.tag) }
            if state.pages.updateValue(page, forKey: key) == nil { state.bytes += size }
        }
    }
}
