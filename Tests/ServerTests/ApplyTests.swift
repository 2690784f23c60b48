import Adoption
import Analytics
import Operations
import TestWorkspace
import Testing

/// An application from the first page to the last answer, as a browser without script sends it.
@Suite("Applying without an account")
struct ApplyTests {
    @Test("an application gets number, time and a page of its own; nobody else can open it")
    func wholeWay() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            let first = try await desk.get("apply")
            #expect(first.status == 200)
            #expect(first.text.contains("残り2枠") && first.text.contains("残り1枠"))
            #expect(first["content-security-policy"]?.contains("script-src 'self'") == true)
            let form = try await desk.get("apply?frame=single")
            for name in ["office", "person", "phone", "mail", "declare", "consent", "website", "token"] {
                #expect(form.text.contains("name=\"\(name)\""), "\(name)")
            }
            #expect(!form.text.contains("name=\"partner\""))
            #expect(form.text.contains("連絡先は、この申込みの連絡だけに使います。"))
            let key = try await desk.apply(1)
            #expect(key.count == 32)
            let status = try await desk.get("status/\(key)")
            #expect(status.status == 200)
            #expect(status.text.contains("<b class=\"large\">1</b>") && status.text.contains("枠を確保しました"))
            #expect(status.text.contains("2026年11月1日 09:00:"))
            #expect(status.text.contains("事業所1号") && status.text.contains("一般枠"))
            #expect(status.text.contains("http://localhost/campaigns/test/status/\(key)"))
            #expect(status["cache-control"] == "no-store" && status["referrer-policy"] == "no-referrer")
            #expect(status["x-robots-tag"] == "noindex")
            // Reloading records nothing.
            let revision = try desk.it.revision()
            #expect(try await desk.get("status/\(key)").status == 200)
            #expect(try desk.it.revision() == revision)
            let other = (key.hasPrefix("0") ? "1" : "0") + key.dropFirst()
            #expect(try await desk.get("status/\(other)").status == 404)
            #expect(try await desk.get("status/").status == 404)
        }
    }

    @Test("the same form sent again is answered with the same receipt, whatever is in it by then")
    func sameToken() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            let token = try await desk.token()
            let fields = FormDesk.filled(officeNumber(1), token: token)
            let first = try await desk.post("apply", fields)
            let again = try await desk.post("apply", fields)
            let changed = try await desk.post("apply", FormDesk.filled("", token: token))
            #expect([first, again, changed].map(\.status) == [303, 303, 303])
            #expect(first["location"] == again["location"] && first["location"] == changed["location"])
            #expect(try desk.enrollments == 1)
        }
    }

    @Test("eight clicks at once make one application")
    func doubleClick() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            let fields = FormDesk.filled(officeNumber(1), token: try await desk.token())
            let replies = try await withThrowingTaskGroup(of: Reply.self) { group in
                for _ in 0..<8 { group.addTask { try await desk.post("apply", fields) } }
                return try await group.reduce(into: [Reply]()) { $0.append($1) }
            }
            #expect(replies.map(\.status) == Array(repeating: 303, count: 8))
            #expect(Set(replies.map { $0["location"] }).count == 1)
            #expect(try desk.enrollments == 1)
        }
    }

    @Test("two offices that apply at the same moment for the last place: one has it, the other waits")
    func lastPlace() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            _ = try await desk.apply(1)
            let tokens = [try await desk.token(), try await desk.token()]
            let pages = try await withThrowingTaskGroup(of: String.self) { group in
                for (index, token) in tokens.enumerated() {
                    group.addTask {
                        let reply = try await desk.post(
                            "apply", FormDesk.filled(officeNumber(index + 2), token: token))
                        return try await desk.get(reply["location"] ?? "").text
                    }
                }
                return try await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(pages.filter { $0.contains("枠を確保しました") }.count >= 1)
            #expect(pages.filter { $0.contains("キャンセル待ちの1番目です") }.count == 1)
        }
    }

    @Test("what is missing or wrong is said at its field and above the form, and nothing typed is lost")
    func mistakes() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            let reply = try await desk.post(
                "apply",
                [
                    ("frame", "single"), ("token", try await desk.token()), ("office", "２２７"), ("person", ""),
                    ("phone", "12"), ("mail", "nobody"),
                ])
            #expect(reply.status == 422)
            #expect(reply.text.contains("6か所を確かめてください"))
            for text in [
                "href=\"#f-office\"", "href=\"#f-person\"", "href=\"#f-phone\"", "href=\"#f-mail\"",
                "href=\"#f-declare-no-other\"", "href=\"#f-consent-yes\"", "value=\"２２７\"", "value=\"12\"",
                "value=\"nobody\"", "事業所番号は10桁です", "担当者の氏名を入力してください", "aria-invalid=\"true\"",
                "<title>入力を確かめてください",
            ] {
                #expect(reply.text.contains(text), "\(text)")
            }
            #expect(try desk.enrollments == 0)
        }
    }

    @Test("a telephone number or an e-mail address is enough; neither is not")
    func phoneOrMail() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            func send(_ index: Int, phone: String, mail: String) async throws -> Int {
                let fields = FormDesk.filled(officeNumber(index), token: try await desk.token()).map { field in
                    field.0 == "phone" ? ("phone", phone) : (field.0 == "mail" ? ("mail", mail) : field)
                }
                return try await desk.post("apply", fields).status
            }
            let status1 = try await send(1, phone: "", mail: "")
            #expect(status1 == 422)
            let status2 = try await send(1, phone: "０９０－１２３４－５６７８", mail: "")
            #expect(status2 == 303)
            let status3 = try await send(2, phone: "", mail: "a@b.example")
            #expect(status3 == 303)
            let campaign = try desk.it.workspace.campaign("test")
            let contacts = try desk.it.workspace.contacts(of: campaign)
            #expect(contacts[1]?.phone == "090-1234-5678" && contacts[2]?.mail == "a@b.example")
        }
    }

    @Test("a number is understood in full-width, with hyphens and spaces; nine digits are said to lack the zero")
    func typedNumbers() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            let number = officeNumber(1)
            let wide = String(String.UnicodeScalarView(number.unicodeScalars.map { UnicodeScalar($0.value + 0xFEE0)! }))
            let typed = wide.prefix(3) + "－" + wide.dropFirst(3) + "　"
            let reply = try await desk.post("apply", FormDesk.filled(String(typed), token: desk.token()))
            #expect(reply.status == 303)
            #expect(try desk.it.workspace.campaign("test").book.enrollments[0].application.office.description == number)
            let short = try await desk.post("apply", FormDesk.filled("170000000", token: desk.token()))
            #expect(short.status == 422 && short.text.contains("はじめの 0 が抜けていないか"))
        }
    }

    @Test("a doubtful number comes back once with what was found, and goes through when it is confirmed")
    func doubtfulNumbers() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            let token = try await desk.token()
            let fields = FormDesk.filled(FormDesk.wrongDigit, token: token)
            let back = try await desk.post("apply", fields)
            #expect(back.status == 422)
            #expect(back.text.contains("検査数字違い事業所") && back.text.contains("検査数字が合いません"))
            #expect(back.text.contains("name=\"confirm\" value=\"\(FormDesk.wrongDigit)\""))
            #expect(back.text.contains("value=\"\(FormDesk.person)\"") && back.text.contains("value=\"yes\" checked"))
            #expect(try FormDesk.token(in: back.text) == token)
            // A confirmation is of that number only.
            #expect(try await desk.post("apply", fields + [("confirm", officeNumber(1))]).status == 422)
            #expect(try await desk.post("apply", fields + [("confirm", FormDesk.wrongDigit)]).status == 303)

            let unknown = FormDesk.filled(officeNumber(77), token: try await desk.token())
            let second = try await desk.post("apply", unknown)
            #expect(second.status == 422 && second.text.contains("名簿にまだありません"))
            let reply = try await desk.post("apply", unknown + [("confirm", officeNumber(77))])
            let status = try await desk.get(reply["location"] ?? "").text
            #expect(status.contains("枠を仮に確保しました") && status.contains("職員が確かめる点があります"))
            #expect(status.contains("事業所番号が名簿にありません"))
        }
    }

    @Test("what the ledger rules out is received and answered with the reason")
    func refused() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            let outside = try await desk.apply(30)
            let page = try await desk.get("status/\(outside)").text
            #expect(page.contains("条件に合わないため、受け付けられませんでした"))
            #expect(page.contains("事業所の所在地(沼津市)が、このキャンペーンの対象の地域ではありません"))
            #expect(!page.contains("取り下げる"))
            _ = try await desk.apply(1)
            let twice = try await desk.get("status/\(try await desk.apply(1))").text
            #expect(twice.contains("受付番号 2 ですでに受け付けています"))
        }
    }

    @Test("the field that nobody sees stops programs, and a person only has to send again")
    func trap() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            let fields = FormDesk.filled(officeNumber(1), token: try await desk.token())
            let filled = fields.map { $0.0 == "website" ? ("website", "http://example.com") : $0 }
            let reply = try await desk.post("apply", filled)
            #expect(reply.status == 422 && reply.text.contains("まだ受け付けていません"))
            #expect(reply.text.contains("value=\"\(FormDesk.person)\"") && !reply.text.contains("http://example.com"))
            #expect(try desk.enrollments == 0)
            #expect(try await desk.post("apply", fields).status == 303)
        }
    }

    @Test("the name of an office is told while its number is typed")
    func lookup() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            let known = try await desk.get("office/\(officeNumber(1))")
            #expect(known.status == 200 && known["content-type"] == "application/json; charset=utf-8")
            #expect(known.text == "{\"name\":\"事業所1号\",\"municipality\":\"静岡市\",\"warning\":null}")
            #expect(try await desk.get("office/\(FormDesk.wrongDigit)").text.contains("検査数字が合いません"))
            #expect(try await desk.get("office/\(officeNumber(77))").text.contains("名簿に見つかりません"))
            #expect(try await desk.get("office/123").status == 404)
            #expect(try await desk.post("office/\(officeNumber(1))", []).status == 405)
        }
    }
}
