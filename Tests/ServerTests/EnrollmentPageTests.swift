import Adoption
import Analytics
import Operations
import TestWorkspace
import Testing

/// The page behind the applicant's own address, the partner's page, and what is shown outside of the window.
@Suite("Pages of an application")
struct EnrollmentPageTests {
    @Test("withdrawing asks first, records once, and gives the place to the next")
    func withdraw() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            let keys = [try await desk.apply(1), try await desk.apply(2), try await desk.apply(3)]
            #expect(try await desk.get("status/\(keys[2])").text.contains("キャンセル待ちの1番目です"))
            let question = try await desk.get("status/\(keys[0])?ask=withdraw")
            #expect(question.text.contains("取り下げますか") && question.text.contains("method=\"post\""))
            #expect(try desk.it.workspace.campaign("test").book.enrollments[0].isLiving)
            for _ in 0..<2 {
                let reply = try await desk.post("status/\(keys[0])", [("action", "withdraw")])
                #expect(reply.status == 303 && reply["location"] == keys[0])
            }
            #expect(try await desk.get("status/\(keys[0])").text.contains("取り下げられました"))
            let offered = try await desk.get("status/\(keys[2])").text
            #expect(offered.contains("空きが出ました") && offered.contains("value=\"accept\""))
            #expect(offered.contains("2026年11月3日"))
            #expect(try await desk.post("status/\(keys[2])", [("action", "accept")]).status == 303)
            #expect(try await desk.get("status/\(keys[2])").text.contains("枠を確保しました"))
            // Nothing is offered any more: said, not recorded.
            let late = try await desk.post("status/\(keys[1])", [("action", "decline")])
            #expect(late.status == 409 && late.text.contains("空きの案内はありません"))
        }
    }

    @Test("an offer that was declined twice is declined, and one that was not answered has ended")
    func offers() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            let keys = [try await desk.apply(1), try await desk.apply(2), try await desk.apply(3)]
            _ = try await desk.post("status/\(keys[0])", [("action", "withdraw")])
            let waiting = try await desk.apply(4)
            for _ in 0..<2 {
                #expect(try await desk.post("status/\(keys[2])", [("action", "decline")]).status == 303)
            }
            #expect(try await desk.get("status/\(keys[2])").text.contains("辞退したため"))
            #expect(try await desk.get("status/\(waiting)").text.contains("空きが出ました"))
            desk.it.clock.set(try #require(Instant("2026-11-04T00:00:00Z")))
            _ = try desk.it.workspace.advanceCampaigns()
            #expect(try await desk.get("status/\(waiting)").text.contains("期限までの答えがなく"))
        }
    }

    @Test("a pair has a place when the partner has confirmed with the code that was passed on")
    func pair() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            let key = try await desk.applyForPair(1, with: 2)
            let page = try await desk.get("status/\(key)").text
            #expect(page.contains("相手の事業所の確認を待っています") && page.contains("2026年11月4日 09:00"))
            let code = String(key.suffix(10).prefix(5) + "-" + key.suffix(5))
            #expect(page.contains("<code>\(code)</code>"))
            #expect(page.contains("http://localhost/campaigns/test/partner/\(code)"))
            // Without the code in the address the page opens, and does not know it.
            #expect(!(try await desk.get("status/\(key.prefix(32))")).text.contains(code))

            let typed = try await desk.post("partner", [("code", " \(code.lowercased()) ")])
            #expect(typed.status == 303 && typed["location"] == "partner/\(code)")
            let wrong = try await desk.post("partner", [("code", "AAAAA-AAAAA")])
            #expect(wrong.status == 422 && wrong.text.contains("この確認コードの申込みはありません"))
            #expect(try await desk.get("partner/AAAAA-AAAAA").status == 404)

            let form = try await desk.get("partner/\(code)")
            #expect(form.status == 200 && form.text.contains("事業所1号") && form["cache-control"] == "no-store")
            let other = [("office", officeNumber(3)), ("declare", "agrees"), ("consent", "yes")]
            let refused = try await desk.post("partner/\(code)", other)
            #expect(refused.status == 422 && refused.text.contains("申込みで指定された事業所番号と違います"))
            let bare = try await desk.post("partner/\(code)", [("office", officeNumber(2))])
            #expect(bare.status == 422 && bare.text.contains("href=\"#f-declare-agrees\""))
            let right = [("office", officeNumber(2)), ("declare", "agrees"), ("consent", "yes")]
            for _ in 0..<2 { #expect(try await desk.post("partner/\(code)", right).status == 303) }
            #expect(try await desk.get("partner/\(code)").text.contains("確認が済み、枠を確保しました"))
            #expect(try await desk.get("status/\(key)").text.contains("枠を確保しました"))
            #expect(try desk.it.workspace.campaign("test").book.occupancy["pair"] == 1)
        }
    }

    @Test("a pair needs two numbers, and a code that came too late is told so")
    func pairTooLate() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            let same = FormDesk.pair(officeNumber(1), officeNumber(1), token: try await desk.token(frame: "pair"))
            let reply = try await desk.post("apply", same)
            #expect(reply.status == 422 && reply.text.contains("申し込む事業所と同じ番号です"))
            let key = try await desk.applyForPair(1, with: 2)
            desk.it.clock.set(try #require(Instant("2026-11-05T00:00:00Z")))
            _ = try desk.it.workspace.advanceCampaigns()
            let code = String(key.suffix(10).prefix(5) + "-" + key.suffix(5))
            #expect(try await desk.get("partner/\(code)").text.contains("確認の期限が過ぎた"))
            #expect(try await desk.get("status/\(key)").text.contains("期限までになく"))
        }
    }

    @Test("before, after and when all is taken the page says what the office can do")
    func window() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            let token = try await desk.token()
            desk.it.clock.set(try #require(Instant("2026-09-30T23:00:00Z")))
            let before = try await desk.get("apply")
            #expect(before.status == 200 && before.text.contains("まだ始まっていません"))
            #expect(before.text.contains("2026年10月1日 09:00から") && before.text.contains("電話 054-000-0000"))
            #expect(try await desk.post("apply", FormDesk.filled(officeNumber(1), token: token)).status == 409)
            desk.it.clock.set(try #require(Instant("2026-12-25T08:00:30Z")))
            #expect(try await desk.get("apply?frame=single").text.contains("name=\"office\""))
            desk.it.clock.set(try #require(Instant("2026-12-25T08:01:00Z")))
            let after = try await desk.get("apply")
            #expect(after.text.contains("受付は終わりました") && after.text.contains("2026年12月25日 17:00までで"))
            #expect(!after.text.contains("<form"))
            let late = try await desk.post("apply", FormDesk.filled(officeNumber(1), token: token))
            #expect(late.status == 409)
            #expect(try desk.enrollments == 0)
        }
    }

    @Test("a full frame without a waiting list cannot be chosen; when all are full the page says so")
    func full() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            let key = try await desk.applyForPair(10, with: 11)
            let code = String(key.suffix(10).prefix(5) + "-" + key.suffix(5))
            _ = try await desk.post(
                "partner/\(code)", [("office", officeNumber(11)), ("declare", "agrees"), ("consent", "yes")])
            let frames = try await desk.get("apply").text
            #expect(frames.contains("満員(受付を終えました)") && frames.contains("value=\"pair\" aria-describedby"))
            #expect(frames.contains("disabled"))
            #expect(try await desk.get("apply?frame=pair").status == 409)
            let keys = [try await desk.apply(1), try await desk.apply(2)]
            let waiting = try await desk.get("apply?frame=single").text
            #expect(waiting.contains("キャンセル待ちの受付です"))
            _ = try await desk.apply(3)
            let token = "0123456789abcdef0123456789abcdef"
            #expect(try await desk.get("apply").text.contains("すべての枠が満員です"))
            #expect(try await desk.post("apply", FormDesk.filled(officeNumber(4), token: token)).status == 409)
            // Whoever applied still has the page.
            #expect(try await desk.get("status/\(keys[0])").text.contains("枠を確保しました"))
        }
    }

    @Test("an unknown campaign, frame or token is answered, not recorded")
    func unknown() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            #expect(try await desk.client.get("/campaigns/none/apply").status == 404)
            #expect(
                try await desk.client.send(
                    "POST", "/campaigns/none/apply", ["Content-Type: application/x-www-form-urlencoded"], body: "a=b"
                ).status == 404)
            #expect(try await desk.get("apply?frame=none").status == 422)
            let strange = try await desk.post("apply", FormDesk.filled(officeNumber(1), token: "mine"))
            #expect(strange.status == 422)
            // A new token stands in the form: sending it again works.
            let token = try FormDesk.token(in: strange.text)
            #expect(try await desk.post("apply", FormDesk.filled(officeNumber(1), token: token)).status == 303)
        }
    }

    @Test("a server that may only read says that applications are received elsewhere")
    func readOnly() async throws {
        try await FormDesk.with(FormDesk(receivesForms: false)) { desk in
            for path in ["apply", "partner", "status/0123456789abcdef0123456789abcdef"] {
                let reply = try await desk.get(path)
                #expect(reply.status == 503 && reply.text.contains("ここでは受け付けていません"), "\(path)")
            }
            #expect(try await desk.post("apply", FormDesk.filled(officeNumber(1), token: "x")).status == 503)
            #expect(try await desk.client.get("/").status == 200)
        }
    }

    @Test("no page that is served holds the contact data, not even the applicant's own")
    func contactsStayInside() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            let key = try await desk.apply(1)
            let pair = try await desk.applyForPair(2, with: 3)
            let code = String(pair.suffix(10).prefix(5) + "-" + pair.suffix(5))
            let folder = desk.it.folder + "/site"
            let day = try #require(TestServer.day)
            _ = try desk.it.workspace.publish(to: folder, asOf: day, language: .japanese)
            let files = try TestProject.files(below: folder).filter { !$0.hasPrefix(".") }
            let paths =
                files.map { "/" + $0 }
                + [
                    "apply", "apply?frame=single", "status/\(key)", "status/\(key)?ask=withdraw", "status/\(pair)",
                    "partner", "partner/\(code)", "office/\(officeNumber(1))",
                ].map { "/campaigns/test/" + $0 }
            var seen = 0
            for path in paths {
                let text = try await desk.client.get(path).text
                seen += text.utf8.count
                for secret in ["連絡 担当子", "765-4321", "7654321", "tanto-renraku"] {
                    #expect(!text.contains(secret), "\(path)")
                }
            }
            #expect(seen > 100_000)
            let contacts = try desk.it.workspace.contacts(of: desk.it.workspace.campaign("test"))
            #expect(contacts[1]?.mail == FormDesk.mail)
        }
    }
}
