import Adoption
import Analytics
import Operations
import Server
import TestSupport
import TestWorkspace
import Testing

/// A server with a campaign that takes applications, and what an office with a browser does to it.
struct FormDesk: Sendable {
    let it: TestWorkspace
    let server: TestServer
    /// What the limits of forms go by.
    let clock: TestClock

    var client: RawClient { server.client }

    /// 2026-11-01 09:00 in Japan, the first instant of a test's workspace, lies within the window.
    static let definition = """
        id: test
        title: 連携キャンペーン
        area: 静岡県静岡市
        recruitment: {opens: 2026-10-01 09:00, closes: 2026-12-25 17:00}
        period: {begins: 2026-10-01, ends: 2027-03-31}
        deadlines: {partner_hours: 72, offer_hours: 48, offers_until: 2027-01-31, contacts_until: 2027-09-30}
        frames:
          - id: single
            kind: single
            title: 一般枠
            places: 2
            waiting: 1
            applicant:
              declarations:
                - {id: no-other, text: ほかの補助を受けていません。}
            conditions:
              - id: start-using
                title: 利用開始
                start_using: {by: 2026-12-31}
            rewards:
              - {id: thanks, title: 謝礼, fixed: 20000}
          - id: pair
            kind: pair
            title: 組の枠
            places: 1
            waiting: 0
            applicant: {}
            partner:
              declarations:
                - {id: agrees, text: 組として利用を始めます。}
            conditions:
              - id: start-using
                title: 利用開始
                start_using: {by: 2026-12-31}
            rewards:
              - {id: thanks, title: 謝礼, fixed: 20000, to: each}
        texts:
          catchphrase: はじめよう。
          summary: 利用を始める事業所を支援します。
          contact: [静岡市 介護保険課, 電話 054-000-0000]
          notes: [内容は変更になることがあります。]
          consent: 連絡先は、この申込みの連絡だけに使います。
        """

    /// - Parameter definition: a campaign's file.
    init(
        _ definition: String = FormDesk.definition, limits: FormLimits = FormLimits(perAddress: 1000, perOffice: 1000),
        trustedProxies: [String] = [], receivesForms: Bool = true
    ) async throws {
        let it = try TestWorkspace()
        try it.importOffices(
            (1...20).map { OfficeRow(officeNumber($0), "43", name: "事業所\($0)号") }
                + [
                    OfficeRow(FormDesk.wrongDigit, "43", name: "検査数字違い事業所"),
                    OfficeRow(officeNumber(30), "43", area: "222038"),
                ],
            on: "2026-10-31")
        try it.importRegistrations(
            [StageRow(officeNumber(20), from: "2026-01-05")], on: "2026-10-31", covers: ["静岡県"])
        let file = try it.file("campaign.yaml", definition)
        _ = try it.workspace.registerCampaign(file: file, effective: nil, actor: "test", reason: "")
        let clock = TestClock(Instant("2026-11-01T00:00:00Z"))
        self.it = it
        self.clock = clock
        server = try await TestServer(
            it.workspace,
            settings: ServerSettings(
                host: "127.0.0.1", port: 0, receivesForms: receivesForms, formLimits: limits,
                trustedProxies: trustedProxies, clock: { clock.last }))
    }

    /// 9 of 10 digits as in a real number, the last one wrong.
    static let wrongDigit: String = {
        let right = officeNumber(19)
        return String(right.dropLast()) + (right.last == "0" ? "1" : "0")
    }()

    static func with(_ desk: FormDesk, _ test: (FormDesk) async throws -> Void) async throws {
        do { try await test(desk) } catch {
            await desk.server.stop()
            throw error
        }
        await desk.server.stop()
    }

    // MARK: - What a browser does

    func get(_ path: String) async throws -> Reply { try await client.get("/campaigns/test/" + path) }

    func post(_ path: String, _ fields: [(String, String)], headers: [String] = []) async throws -> Reply {
        try await client.send(
            "POST", "/campaigns/test/" + path, ["Content-Type: application/x-www-form-urlencoded"] + headers,
            body: FormDesk.encoded(fields))
    }

    static func encoded(_ fields: [(String, String)]) -> String {
        fields.map { escaped($0.0) + "=" + escaped($0.1) }.joined(separator: "&")
    }

    static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            return isPlain
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }

    /// The token of a form that was opened.
    func token(frame: String = "single") async throws -> String {
        try FormDesk.token(in: await get("apply?frame=\(frame)").text)
    }

    static func token(in text: String) throws -> String {
        let mark = "name=\"token\" value=\""
        let start = try #require(text.range(of: mark)).upperBound
        return String(text[start...].prefix { $0 != "\"" })
    }

    static func filled(_ number: String, token: String) -> [(String, String)] {
        [
            ("frame", "single"), ("token", token), ("office", number), ("person", FormDesk.person),
            ("phone", FormDesk.phone), ("mail", FormDesk.mail), ("website", ""), ("declare", "no-other"),
            ("consent", "yes"),
        ]
    }

    static let person = "連絡 担当子"
    static let phone = "054-765-4321"
    static let mail = "tanto-renraku@example.jp"

    /// An application that is received.
    /// - Returns: the end of its status page's address.
    func apply(_ index: Int) async throws -> String {
        let reply = try await post("apply", FormDesk.filled(officeNumber(index), token: token()))
        #expect(reply.status == 303)
        return String(try #require(reply["location"]).dropFirst("status/".count))
    }

    /// The same for two.
    func applyForPair(_ index: Int, with partner: Int) async throws -> String {
        let fields = FormDesk.pair(officeNumber(index), officeNumber(partner), token: try await token(frame: "pair"))
        let reply = try await post("apply", fields)
        #expect(reply.status == 303)
        return String(try #require(reply["location"]).dropFirst("status/".count))
    }

    static func pair(_ number: String, _ partner: String, token: String) -> [(String, String)] {
        [
            ("frame", "pair"), ("token", token), ("office", number), ("partner", partner), ("person", FormDesk.person),
            ("phone", FormDesk.phone), ("mail", ""), ("consent", "yes"),
        ]
    }

    var enrollments: Int { get throws { try it.workspace.campaign("test").book.enrollments.count } }

}

extension String {
    /// Without Foundation.
    func range(of text: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}
