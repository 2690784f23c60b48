import Adoption
import Dashboards
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Operations

/// Answers requests for the published pages: GET and HEAD only, from memory, with ETag and gzip.
struct SiteResponder: Sendable {
    let live: LiveSite
    let cache = PageCache()

    func respond(to request: Request) async -> Response {
        guard request.method == .get || request.method == .head else {
            var response = problem(.methodNotAllowed, "この操作は受け付けていません。", "ページの閲覧(GET)だけができます。")
            response.headers[.allow] = "GET, HEAD"
            return response
        }
        var response = await answer(to: request)
        if request.method == .head { response = response.createHeadResponse() }
        return response
    }

    private func answer(to request: Request) async -> Response {
        let path = request.uri.path
        if path == "/healthz" { return health() }
        guard let site = live.current() else {
            var response = problem(.serviceUnavailable, "まだ準備中です。", "少し待ってから、もう一度開いてください。")
            response.headers[.retryAfter] = "2"
            return response
        }
        if let folder = SitePath.withSlash(path), let wanted = SitePath(folder),
            await cache.page(wanted, of: site) != nil
        {
            var headers = SiteResponder.safeHeaders
            headers[.location] = folder
            return Response(status: .movedPermanently, headers: headers, body: .init())
        }
        guard let wanted = SitePath(path), let page = await cache.page(wanted, of: site) else { return notFound() }
        return send(page, to: request)
    }

    private func send(_ page: ReadyPage, to request: Request) -> Response {
        let gzip = acceptsGzip(request) ? page.gzip : nil
        let tag = gzip == nil ? "\"\(page.tag)\"" : "\"\(page.tag)-gzip\""
        var headers = SiteResponder.safeHeaders
        headers[.contentType] = page.contentType
        headers[.eTag] = tag
        headers[.cacheControl] = "no-cache"
        headers[.vary] = "Accept-Encoding"
        if let known = request.headers[.ifNoneMatch], matches(known, tag) {
            return Response(status: .notModified, headers: headers, body: .init())
        }
        if let gzip {
            headers[.contentEncoding] = "gzip"
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: gzip))
        }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: page.plain))
    }

    /// `gzip` or `*` in Accept-Encoding, unless its weight is zero (RFC 9110, 12.5.3).
    private func acceptsGzip(_ request: Request) -> Bool {
        var accepted = false
        for coding in request.headers[.acceptEncoding]?.lowercased().split(separator: ",") ?? [] {
            let parts = coding.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            guard let name = parts.first, name == "gzip" || name == "*" else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            if name == "gzip" { return weight > 0 }
            accepted = weight > 0
        }
        return accepted
    }

    private func matches(_ header: String, _ tag: String) -> Bool {
        header == "*"
            || header.split(separator: ",").contains { candidate in
                var text = candidate.drop { $0 == " " }
                if text.hasPrefix("W/") { text = text.dropFirst(2) }
                while text.last == " " { text.removeLast() }
                return text == tag
            }
    }

    /// 200 while pages are up and the database can be read; else 503, with what still holds.
    private func health() -> Response {
        let revision = live.current().map { "revision \($0.revision)\n" } ?? ""
        let isWell = live.isReachable && !revision.isEmpty
        var headers = SiteResponder.safeHeaders
        headers[.contentType] = "text/plain; charset=utf-8"
        headers[.cacheControl] = "no-store"
        if !isWell { headers[.retryAfter] = "5" }
        let state = isWell ? "ok" : (revision.isEmpty ? "starting" : "database unreachable, showing the last pages")
        return Response(
            status: isWell ? .ok : .serviceUnavailable, headers: headers,
            body: .init(byteBuffer: ByteBuffer(string: "\(state)\n\(revision)")))
    }

    private func notFound() -> Response {
        problem(.notFound, "このページはありません。", "全国のページから、都道府県、市区町村の順に選んでください。")
    }

    private func problem(_ status: HTTPResponse.Status, _ title: String, _ next: String) -> Response {
        SiteResponder.problem(status, title, next, headers: SiteResponder.safeHeaders)
    }

    /// A page of its own for errors, with the way back. Its texts are literals of this room or of a `Failure`, which
    /// names nothing that was typed; what would be markup is taken out all the same.
    static func problem(
        _ status: HTTPResponse.Status, _ title: String, _ next: String, headers: HTTPFields
    ) -> Response {
        let (title, next) = (harmless(title), harmless(next))
        let html = """
            <!DOCTYPE html>
            <html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title) | fukyu</title><link rel="stylesheet" href="/assets/fukyu.css"></head>
            <body><main class="wrap"><h1>\(title)</h1><p class="lead">\(next)</p><p><a href="/">全国のページへ</a></p></main></body></html>

            """
        var headers = headers
        headers[.contentType] = "text/html; charset=utf-8"
        headers[.cacheControl] = "no-store"
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: html)))
    }

    private static func harmless(_ text: String) -> String { text.filter { !"<>&\"'".contains($0) } }

    /// Nothing from another host, no script, no frame; offices sit on closed networks.
    static let safeHeaders: HTTPFields = {
        var headers = HTTPFields()
        headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        headers[.xContentTypeOptions] = "nosniff"
        if let policy = HTTPField.Name("Referrer-Policy") { headers[policy] = "same-origin" }
        return headers
    }()
}
