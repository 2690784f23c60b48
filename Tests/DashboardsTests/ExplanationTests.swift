import Adoption
import Foundation
import Testing

@testable import Dashboards

@Suite("the three sentences under a figure or a panel")
struct ExplanationTests {
    private let words = Wording(
        language: .japanese,
        entries: [
            "explain.shows": "何を示すか", "explain.rests_on": "もとにしたもの", "explain.does_not_say": "言えないこと",
            "shell.open_table": "データ表を開く",
        ])

    private let explanation = Explanation(
        shows: "利用の段階を示します。", restsOn: "登録の名簿と<事業所>の名簿です。",
        doesNotSay: "まだ利用していない事業所が、いつ始めるかは分かりません。だれが最後になるかは、すべての事業所が始めるまで分かりません。")

    private func page(_ body: Block.Body) -> Page {
        Page(
            kind: PageKind(name: "sample", blocks: ["main"]), path: "/", language: .japanese, title: "見本",
            kick: "", headline: "見出し", context: Context(asOf: SmallLedger.day, brief: "", lines: []),
            blocks: [Block("main", body)])
    }

    private var bodies: [Block.Body] {
        [
            .figure(Figure(title: "題", meta: "", explanation: explanation)),
            .panel(Panel(title: "題", explanation: explanation)),
        ]
    }

    @Test("HTML has a list of three labels, escaped")
    func html() {
        let expected = """
            <dl class="explain"><div><dt>何を示すか</dt><dd>利用の段階を示します。</dd></div>\
            <div><dt>もとにしたもの</dt><dd>登録の名簿と&lt;事業所&gt;の名簿です。</dd></div>\
            <div><dt>言えないこと</dt><dd>まだ利用していない事業所が、いつ始めるかは分かりません。\
            だれが最後になるかは、すべての事業所が始めるまで分かりません。</dd></div></dl>
            """
        for body in bodies {
            let page = page(body)
            let html = HTMLForm(page, words: words, style: .relative).block(page.blocks[0]).string
            #expect(html.contains(expected))
        }
    }

    @Test("text has three labelled lines that keep within 80 columns")
    func plain() {
        // The widest label 「もとにしたもの」 takes 14 columns and two blanks: 64 columns are left for the sentence.
        let expected = """

            何を示すか      利用の段階を示します。
            もとにしたもの  登録の名簿と<事業所>の名簿です。
            言えないこと    まだ利用していない事業所が、いつ始めるかは分かりません。だれが最
                            後になるかは、すべての事業所が始めるまで分かりません。

            """
        for body in bodies {
            let page = page(body)
            let text = PlainForm(page, words: words, style: .relative, isEmphasised: false).block(page.blocks[0])
            #expect(text.hasSuffix(expected))
            #expect(text.split(separator: "\n").allSatisfy { DisplayWidth.of(String($0)) <= PlainForm.width })
        }
    }

    @Test("JSON has an object of the three sentences; without them it has none")
    func json() throws {
        for body in bodies {
            let text = String(decoding: JSONForm(page: page(body), format: words.format).bytes(), as: UTF8.self)
            #expect(
                text.contains(
                    #""explanation":{"shows":"利用の段階を示します。","rests_on":"登録の名簿と<事業所>の名簿です。","does_not_say":"#))
        }
        let bare = page(.figure(Figure(title: "題", meta: "")))
        #expect(!String(decoding: JSONForm(page: bare, format: words.format).bytes(), as: UTF8.self).contains("explan"))
        let html = HTMLForm(bare, words: words, style: .relative).block(bare.blocks[0]).string
        #expect(!html.contains("explain"))
    }
}
