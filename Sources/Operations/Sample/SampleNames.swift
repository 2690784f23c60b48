/// Invented names. Every name of an office, a corporation, a street and an activity begins with or contains 見本
/// (specimen), so that none can be mistaken for a real one.
enum SampleNames {
    struct Reading: Sendable {
        var text: String
        var kana: String

        init(_ text: String, _ kana: String) {
            self.text = text
            self.kana = kana
        }
    }

    static let specimen = Reading("見本", "ミホン")

    static let words: [Reading] = [
        Reading("あおば", "アオバ"), Reading("ひまわり", "ヒマワリ"), Reading("さくら", "サクラ"), Reading("こすもす", "コスモス"),
        Reading("すずらん", "スズラン"), Reading("たんぽぽ", "タンポポ"), Reading("なのはな", "ナノハナ"), Reading("あじさい", "アジサイ"),
        Reading("つばき", "ツバキ"), Reading("もみじ", "モミジ"), Reading("かえで", "カエデ"), Reading("いちょう", "イチョウ"),
        Reading("けやき", "ケヤキ"), Reading("くすのき", "クスノキ"), Reading("まつば", "マツバ"), Reading("わかば", "ワカバ"),
        Reading("みどり", "ミドリ"), Reading("そよかぜ", "ソヨカゼ"), Reading("はるかぜ", "ハルカゼ"), Reading("こもれび", "コモレビ"),
        Reading("ひだまり", "ヒダマリ"), Reading("あさひ", "アサヒ"), Reading("ゆうひ", "ユウヒ"), Reading("ほしぞら", "ホシゾラ"),
        Reading("つきみ", "ツキミ"), Reading("にじいろ", "ニジイロ"), Reading("せせらぎ", "セセラギ"), Reading("いずみ", "イズミ"),
        Reading("みなと", "ミナト"), Reading("なぎさ", "ナギサ"), Reading("しおかぜ", "シオカゼ"), Reading("やまびこ", "ヤマビコ"),
        Reading("こだま", "コダマ"), Reading("めぐみ", "メグミ"), Reading("のぞみ", "ノゾミ"), Reading("きずな", "キズナ"),
        Reading("まごころ", "マゴコロ"), Reading("ほほえみ", "ホホエミ"), Reading("やすらぎ", "ヤスラギ"), Reading("ぬくもり", "ヌクモリ"),
        Reading("ふれあい", "フレアイ"), Reading("ひなた", "ヒナタ"), Reading("かがやき", "カガヤキ"), Reading("ゆりかもめ", "ユリカモメ"),
        Reading("うぐいす", "ウグイス"), Reading("つばめ", "ツバメ"), Reading("めじろ", "メジロ"), Reading("かわせみ", "カワセミ"),
    ]

    static let places: [Reading] = [
        Reading("", ""), Reading("の丘", "ノオカ"), Reading("の里", "ノサト"), Reading("の森", "ノモリ"), Reading("の郷", "ノゴウ"),
        Reading("の家", "ノイエ"), Reading("の泉", "ノイズミ"), Reading("の杜", "ノモリ"), Reading("の園", "ノソノ"),
        Reading("野", "ノ"), Reading("台", "ダイ"), Reading("通り", "ドオリ"),
    ]

    /// Words with characters that have no CP932 form, as about one name in two thousand has in the published lists.
    static let outsideCP932: [Reading] = [
        Reading("鷗", "カモメ"), Reading("らゔぃ", "ラヴィ"), Reading("槗", "ハシ"), Reading("髙\u{20BB7}", "タカヨシ"),
    ]

    /// The invented stem of an office's or corporation's name: 見本あおばの丘.
    static func stem(_ random: inout SampleRandom) -> Reading {
        let word = random.chance(5) ? outsideCP932[random.below(outsideCP932.count)] : words[random.below(words.count)]
        let place = random.chance(5_500) ? places[0] : places[random.below(places.count)]
        return Reading(specimen.text + word.text + place.text, specimen.kana + word.kana + place.kana)
    }

    static let blocks = ["一丁目", "二丁目", "三丁目", "四丁目", "五丁目", "六丁目"]

    static let days = [
        "平日", "\"平日,土曜日\"", "\"平日,土曜日,祝日\"", "\"平日,祝日\"", "\"平日,土曜日,日曜日,祝日\"", "",
    ]
}
