import Adoption

/// The product's own layouts of registrations and outreach, and the note that lies beside the files.
enum SampleText {
    static let spells = "office_number,route,stage,from_day,to_day,end_reason,source,evidence\n"
    static let activities = "activity_id,kind,day,title,place,organiser,municipality_code\n"
    static let attendance = "activity_id,office_number\n"

    static func row(_ spell: StageSpell, into row: inout [UInt8]) {
        row.cell(spell.office.description)
        row.cell(spell.route)
        row.cell(spell.stage.key)
        row.cell(spell.spell.from)
        row.cell(spell.spell.through)
        row.cell(spell.endReason?.key ?? "")
        row.cell(spell.source)
        row.add(spell.evidence)
        row.add("\n")
    }

    static func row(_ activity: OutreachActivity, into row: inout [UInt8]) {
        row.cell(activity.id)
        row.cell(activity.kind.rawValue)
        row.cell(activity.day)
        row.cell(activity.title)
        row.cell(activity.place)
        row.cell(activity.organiser)
        row.add(activity.area.description)
        row.add("\n")
    }

    static func readme(seed: UInt64, isShipped: Bool) -> String {
        """
        このフォルダーのデータはすべて架空の見本です（fukyu sample, seed \(seed)）。
        市区町村コードと市区町村別の事業所数は公表値に基づきますが、事業所・法人・所在地・位置・登録状況は作り物です。
        出典：厚生労働省「介護サービス情報公表システム」オープンデータ（2025年12月末、CC BY 4.0）の件数、
        「介護保険事業状況報告」令和5年度の第1号被保険者数を加工して作成。

        offices/2025-12-31/  最初の事業所一覧（情報公表の様式と独自様式）
        offices/2026-10-31/  次の事業所一覧（廃止・新設・移転あり。完全な一覧）
        registrations_20231130.csv, registrations_20261031.csv  利用登録一覧（後のものが全履歴）
        coverage.txt  利用登録一覧が対象とする市区町村のコード
        outreach.csv, attendance.csv  普及の取組と参加事業所

        """ + (isShipped ? shipped : "")
    }

    private static let shipped = """
        campaigns/*.yaml  キャンペーンの定義（静岡市は終わったもの、浜松市は途中のもの）
        campaigns/*/applications.csv, steps.csv  申込みの一覧と、その後の記録
        campaigns/*/hearings/受付番号-事業所番号-before|after-日.csv  業務のやり方の聞き取り票
        campaigns/*/cases/受付番号-事業所番号-同意の日.txt  活用事例（1行目は題名、2行目は事業所の示し方）
        exchanges/*.txt  やり取りしたファイルの名前（静岡市は ls -l の結果、浜松市は名前だけ）
        partners.csv  やり取りの相手
        readiness.csv  介護ソフトと利用の意向

        """
}

/// Brings a municipality to the edge of its KPI: one office short without the disputed ones, over it with them.
enum SampleDispute {
    static func balance(_ spells: inout [[StageSpell]], _ offices: [SampleOffice], _ adoption: SampleAdoption) {
        let certain = offices.indices.filter { offices[$0].inScope && !offices[$0].isDisputed }
        let wanted = max(0, (3 * certain.count + 9) / 10 - 1)
        var using = certain.filter { isUsing(spells[$0]) }.count
        for index in certain.reversed() where using > wanted && isUsing(spells[index]) {
            spells[index] = []
            using -= 1
        }
        for index in certain where using < wanted && !isUsing(spells[index]) {
            spells[index] = adoption.plain(offices[index])
            using += 1
        }
        for index in offices.indices where offices[index].isDisputed { spells[index] = adoption.plain(offices[index]) }
    }

    private static func isUsing(_ spells: [StageSpell]) -> Bool {
        spells.contains {
            $0.stage == .registered && $0.route != "equivalent" && $0.spell.covers(SampleCalendar.secondList)
        }
    }
}
