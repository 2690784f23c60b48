import Adoption
import Catalog
import Dashboards
import Testing

/// Places in YAML files.
@Suite("Definitions")
struct DefinitionTests {
    private let text = """
        title: 見本
        list:
          - {count: 3, on: 2026-04-01}
          - {count: three, on: "2026-04-31"}
        flag: yes
        none: null
        quoted: "null"
        """

    @Test("every value knows its line and column")
    func places() throws {
        let it = try Definition(text, file: "a.yaml")
        #expect(try it.required("title").place == "a.yaml 1行目 8列目")
        let items = try it.required("list").items
        #expect(items.map(\.place) == ["a.yaml 3行目 5列目", "a.yaml 4行目 5列目"])
        #expect(items.map(\.path) == ["list[0]", "list[1]"])
        #expect(try items[1].required("count").path == "list[1].count")
        #expect(try items[0].required("count").int() == 3)
        #expect(try items[0].required("on").day() == Day("2026-04-01"))
    }

    @Test("a value of the wrong kind is refused where it stands")
    func wrongKinds() throws {
        let it = try Definition(text, file: "a.yaml")
        let item = try it.required("list").items[1]
        let messages = [
            failure { try item.required("count").int() }, failure { try item.required("on").day() },
            failure { try it.required("flag").bool() }, failure { try it.required("list").text() },
            failure { try item.required("missing") },
        ]
        #expect(
            messages == [
                "a.yaml 4行目 13列目: 整数が要ります。", "a.yaml 4行目 24列目: 日付(2026-04-01の形)が要ります。",
                "a.yaml 5行目 7列目: true か false が要ります。", "a.yaml 3行目 3列目: 文字列が要ります。",
                "a.yaml 4行目 5列目: 「missing」がありません。",
            ])
    }

    @Test("null is absent, the word in quotes is a text")
    func null() throws {
        let it = try Definition(text, file: "a.yaml")
        #expect(it["none"] == nil)
        #expect(try it["quoted"]?.text() == "null")
    }

    @Test("keys keep the order of the file; a sequence is no mapping")
    func order() throws {
        let it = try Definition(text, file: "a.yaml")
        #expect(it.keys == ["title", "list", "flag", "none", "quoted"])
        #expect(try it.required("list").isSequence && it.required("list").keys.isEmpty)
        #expect(!it.isSequence && it.items.isEmpty)
    }

    @Test("an empty text and a broken one are refused with the file's name")
    func broken() {
        #expect(failure { try Definition("", file: "b.yaml") } == "b.yaml: 内容がありません。")
        #expect(failure { try Definition("a: b: c", file: "b.yaml") }?.hasPrefix("b.yaml: YAMLとして読めません。") == true)
        #expect(failure { try Definition("a: 1\na: 2\n", file: "b.yaml") }?.contains("b.yaml") == true)
    }

    @Test("page texts are flat: a nested or a repeated key is refused with its place")
    func wording() throws {
        let it = try Wording(language: .japanese, yaml: "a: \"{n}事業所\"\nb: はい\n", file: "ja.yaml")
        #expect(it.keys == ["a", "b"])
        #expect(it("a", ["n": "3"]) == "3事業所" && it("b") == "はい")
        #expect(
            failure { try Wording(language: .japanese, yaml: "a: x\nb:\n  c: y\n", file: "ja.yaml") }
                == "ja.yaml 3行目 3列目: 文字列が要ります。")
        #expect(
            failure { try Wording(language: .japanese, yaml: "a: x\nb: null\n", file: "ja.yaml") }?.contains("b")
                == true)
    }

    private func failure<Value>(_ body: () throws -> Value) -> String? {
        #expect(throws: Failure.self) { _ = try body() }?.message
    }
}
