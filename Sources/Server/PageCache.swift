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
/// changes: a new revision of the ledger, or a new day. A kept page is answered at once; a page is rendered off the
/// event loops, and by one task however many ask for it.
final class PageCache: Sendable {
    private struct State {
        var tag = ""
        var pages: [String: ReadyPage] = [:]
        var bytes = 0
        /// Pages that are being rendered, by edition and address.
        var rendering: [String: Task<ReadyPage?, Never>] = [:]
    }

    /// Enough for every page of a prefecture in all forms, and a bound for the nation's.
    private static let limit = 256 << 20

    private let state = Mutex(State())

    /// - Returns: nil when the site has no such page.
    func page(_ path: SitePath, of site: SiteEdition) async -> ReadyPage? {
        let key = path.description
        let kept = state.withLock { $0.tag == site.tag ? $0.pages[key] : nil }
        if let kept { return kept }
        let name = "\(site.tag) \(key)"
        let task = state.withLock { state in
            if let task = state.rendering[name] { return task }
            let task = Task { await self.rendered(path, at: key, of: site, name: name) }
            state.rendering[name] = task
            return task
        }
        return await task.value
    }

    private func rendered(_ path: SitePath, at key: String, of site: SiteEdition, name: String) async -> ReadyPage? {
        // Nothing in the work throws.
        let page = try? await BlockingWork.run { PageCache.render(path, of: site) }
        if let page = page ?? nil { keep(page, at: key, of: site) }
        state.withLock { _ = $0.rendering.removeValue(forKey: name) }
        return page ?? nil
    }

    private static func render(_ path: SitePath, of site: SiteEdition) -> ReadyPage? {
        guard let bytes = site.bytes(path) else { return nil }
        let gzip = bytes.count > 512 ? Gzip.compress(bytes) : nil
        return ReadyPage(
            plain: ByteBuffer(bytes: bytes), gzip: gzip.map(ByteBuffer.init(bytes:)), contentType: path.contentType,
            tag: "\(site.tag)\(path.tagSuffix)")
    }

    private func keep(_ page: ReadyPage, at key: String, of site: SiteEdition) {
        let size = page.plain.readableBytes + (page.gzip?.readableBytes ?? 0)
        state.withLock { state in
            if state.tag != site.tag || state.bytes + size > PageCache.limit {
                state = State(tag: site.tag, rendering: state.rendering)
            }
            if state.pages.updateValue(page, forKey: key) == nil { state.bytes += size }
        }
    }
}
