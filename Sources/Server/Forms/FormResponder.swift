import Adoption
import Dashboards
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Operations

/// Answers for the forms below `/campaigns/…`: the only addresses that take POST.
struct FormResponder: Sendable {
    let forms: CampaignForms
    let clients: ClientAddress
    let logger: Logger
    /// What the limits go by.
    let clock: @Sendable () -> Instant
    private let perAddress: RateLimit
    private let perOffice: RateLimit
    /// A number is looked up while it is typed: far more often than a form is sent.
    private let perLookup: RateLimit
    private let gate = Gate(64)

    /// A form is a few hundred bytes.
    private static let bodyLimit = 64 << 10

    init(
        _ forms: CampaignForms, limits: FormLimits, trustedProxies: [String], logger: Logger,
        clock: @escaping @Sendable () -> Instant
    ) {
        self.forms = forms
        clients = ClientAddress(trustedProxies: Set(trustedProxies))
        self.logger = logger
        self.clock = clock
        perAddress = RateLimit(limits.perAddress, within: 600)
        perOffice = RateLimit(limits.perOffice, within: 3600)
        perLookup = RateLimit(limits.perAddress * 20, within: 600)
    }

    func respond(to request: Request, at address: FormAddress, remote: String) async -> Response {
        switch request.method {
        case .get, .head:
            let response = await show(request, address, remote)
            return request.method == .head ? response.createHeadResponse() : response
        case .post where address.takesPost: return await receive(request, address, remote)
        default:
            var response = FormResponder.problem(.methodNotAllowed, "この操作は受け付けていません。", "申込みの画面をもう一度開いてください。")
            response.headers[.allow] = address.takesPost ? "GET, HEAD, POST" : "GET, HEAD"
            return response
        }
    }

    // MARK: - Looking

    private func show(_ request: Request, _ address: FormAddress, _ remote: String) async -> Response {
        let query = FormBody.parse(Array((request.uri.query ?? "").utf8)) ?? FormValues()
        let origin = clients.origin(request, remote: remote)
        if case .office(let id, let number) = address {
            if let seconds = perLookup.take(clients.of(request, remote: remote), at: clock()) {
                return FormResponder.tooMany(seconds)
            }
            return await note(id, number)
        }
        return await work(address) {
            switch address {
            case .apply(let id): try forms.applyPage(id, frame: query["frame"])
            case .status(let id, let key):
                try forms.statusPage(id, key: key, asked: query["ask"], origin: origin)
            case .partner(let id): try forms.partnerPage(id)
            case .confirm(let id, let code): try forms.partnerPage(id, code: code)
            case .office: throw Failure(.notFound, "")
            }
        }
    }

    private func note(_ id: String, _ number: String) async -> Response {
        await guarded {
            let note = try await BlockingWork.run { try forms.officeNote(id, number: number) }
            var headers = FormResponder.headers
            headers[.contentType] = "application/json; charset=utf-8"
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: note.json)))
        }
    }

    // MARK: - Receiving

    private func receive(_ request: Request, _ address: FormAddress, _ remote: String) async -> Response {
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        guard type == "application/x-www-form-urlencoded" else {
            return FormResponder.problem(.unsupportedMediaType, "この形式では受け付けていません。", "申込みの画面から送ってください。")
        }
        let tooLarge = FormResponder.problem(.contentTooLarge, "送られた内容が大きすぎます。", "申込みの画面から、短くして送ってください。")
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > FormResponder.bodyLimit {
            return tooLarge
        }
        let body: ByteBuffer
        do { body = try await request.body.collect(upTo: FormResponder.bodyLimit) } catch { return tooLarge }
        guard let values = FormBody.parse(body.readableBytesView) else {
            return FormResponder.problem(.unprocessableContent, "送られた内容を読めません。", "申込みの画面をもう一度開いて、入力し直してください。")
        }
        if let seconds = perAddress.take(clients.of(request, remote: remote), at: clock()) {
            guard case .apply(let id) = address else { return FormResponder.tooMany(seconds) }
            return await work(address) { try forms.refused(id, values, seconds: seconds) }
        }
        let origin = clients.origin(request, remote: remote)
        return await work(address) {
            switch address {
            case .apply(let id):
                try forms.submit(id, values) { perOffice.take($0, at: clock()) }
            case .status(let id, let key): try forms.answer(id, key: key, values, origin: origin)
            case .partner(let id): try forms.findPartner(id, values)
            case .confirm(let id, let code): try forms.confirmPartner(id, code: code, values)
            case .office: throw Failure(.notFound, "")
            }
        }
    }

    // MARK: - Answers

    private func work(_ address: FormAddress, _ work: @escaping @Sendable () throws -> FormReply) async -> Response {
        await guarded {
            let reply = try await BlockingWork.run(work)
            return FormResponder.response(reply, at: address)
        }
    }

    /// Lets only so many wait for the database, and turns failures into answers.
    private func guarded(_ body: () async throws -> Response) async -> Response {
        guard gate.enter() else {
            var response = FormResponder.problem(
                .serviceUnavailable, "いま申込みが混み合っています。", "まだ受け付けていません。少し待ってから、ブラウザーの再読み込みで、もう一度送ってください。")
            response.headers[.retryAfter] = "5"
            return response
        }
        defer { gate.leave() }
        do { return try await body() } catch { return failed(error) }
    }

    /// The one table from failures to answers.
    private func failed(_ error: any Error) -> Response {
        let failure = error as? Failure ?? Failure(.internal, "\(error)")
        switch failure.code {
        case .notFound: return FormResponder.problem(.notFound, "このページはありません。", "リンクや番号を確かめてください。")
        case .invalid: return FormResponder.problem(.unprocessableContent, failure.message, failure.hint ?? "")
        case .conflict: return FormResponder.problem(.conflict, failure.message, failure.hint ?? "")
        case .forbidden: return FormResponder.problem(.forbidden, failure.message, failure.hint ?? "")
        case .unavailable:
            logger.error("a form could not be answered: the database cannot be reached")
            var response = FormResponder.problem(
                .serviceUnavailable, "いまは受け付けられません。", "まだ受け付けていません。少し待ってから、ブラウザーの再読み込みで、もう一度送ってください。")
            response.headers[.retryAfter] = "30"
            return response
        case .internal:
            // The message may hold what was typed: only its kind is logged.
            logger.error("a form could not be answered", metadata: ["error": "\(type(of: error))"])
            return FormResponder.problem(.internalServerError, "うまく処理できませんでした。", "時間をおいて試しても続くときは、お問い合わせ先に知らせてください。")
        }
    }

    private static func response(_ reply: FormReply, at address: FormAddress) -> Response {
        var headers = FormResponder.headers
        switch reply {
        case .seeOther(let location):
            headers[.location] = location
            return Response(status: .seeOther, headers: headers, body: .init())
        case .page(let bytes, let outcome):
            headers[.contentType] = "text/html; charset=utf-8"
            let status: HTTPResponse.Status
            switch outcome {
            case .shown: status = .ok
            case .mistaken: status = .unprocessableContent
            case .conflict: status = .conflict
            case .tooMany(let seconds):
                status = .tooManyRequests
                headers[.retryAfter] = "\(seconds)"
            case .elsewhere:
                status = .serviceUnavailable
                headers[.retryAfter] = "86400"
            }
            return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        }
    }

    private static func tooMany(_ seconds: Int) -> Response {
        var response = problem(
            .tooManyRequests, "短い間に多くの送信がありました。", "\(max(1, (seconds + 59) / 60))分ほど待ってから、もう一度試してください。")
        response.headers[.retryAfter] = "\(seconds)"
        return response
    }

    private static func problem(_ status: HTTPResponse.Status, _ title: String, _ next: String) -> Response {
        SiteResponder.problem(status, title, next, headers: headers)
    }

    /// As for pages, and: the one script of the product may run and ask for names; nothing is kept by anybody on the
    /// way; no address of a form is told to another site or found by a search.
    static let headers: HTTPFields = {
        var headers = SiteResponder.safeHeaders
        headers[.contentSecurityPolicy] =
            (headers[.contentSecurityPolicy] ?? "") + "; script-src 'self'; connect-src 'self'"
        headers[.cacheControl] = "no-store"
        if let policy = HTTPField.Name("Referrer-Policy") { headers[policy] = "no-referrer" }
        if let robots = HTTPField.Name("X-Robots-Tag") { headers[robots] = "noindex" }
        return headers
    }()
}
