/// Every kind of issue, its weight and its words: the one place for them.
extension RowIssue {
    package enum Code: String, Hashable, Sendable, CaseIterable {
        // Office numbers
        case officeNumberMissing, officeNumberRequired, officeNumberInvalid, officeNumberZeroRestored
        case officeNumberCheckDigit, officeNumberPrefecture, officeNumberFromNo, officeNumbersDisagree
        case successorInvalid
        // Municipalities
        case municipalityUnknown, municipalityCodeCompleted, municipalityFromInsurer, municipalityFromName
        case municipalityFromAddress, municipalityCodeInvalid, municipalityDisagrees
        // Services
        case serviceUnknown, serviceFromFileName, serviceDisagreesWithFileName, severalServices
        // Corporations
        case corporationMissing, corporationInvalid, corporationCheckDigit
        // Places, sizes, texts
        case capacityFromText, capacityUnreadable, coordinatesMissing, coordinatesSwapped, coordinatesOutside
        case coordinatesUnreadable, nameMissing
        // Days, stages, routes
        case dayInvalid, dayFromSerial, daysReversed, routeUnknown, stageUnknown, stageDerived, stageNone
        case endReasonUnknown, statusUnknown, kindUnknown, valueMissing
        // Care software and intentions
        case formatsUnreadable, intentionUnknown, attitudeUnknown, statementsDisagree
        // Rows
        case tooManyFields, repeatedRow, spellsOverlap
        // Names of exchanged files, lists of partners
        case exchangeNameUnknown, partnerIsSelf
    }
}

extension RowIssue.Code {
    package var severity: RowIssue.Severity {
        switch self {
        case .officeNumberRequired, .officeNumberInvalid, .municipalityUnknown, .serviceUnknown, .dayInvalid,
            .daysReversed, .routeUnknown, .stageUnknown, .stageDerived, .statusUnknown, .kindUnknown, .valueMissing,
            .tooManyFields, .spellsOverlap, .formatsUnreadable, .intentionUnknown, .attitudeUnknown,
            .statementsDisagree, .partnerIsSelf:
            return .error
        case .officeNumberMissing, .officeNumberCheckDigit, .officeNumberPrefecture, .officeNumbersDisagree,
            .successorInvalid, .municipalityCodeInvalid, .municipalityDisagrees, .serviceFromFileName,
            .serviceDisagreesWithFileName, .corporationInvalid, .corporationCheckDigit, .capacityUnreadable,
            .coordinatesOutside, .coordinatesUnreadable, .nameMissing, .endReasonUnknown, .repeatedRow,
            .exchangeNameUnknown:
            return .warning
        case .officeNumberZeroRestored, .officeNumberFromNo, .municipalityCodeCompleted, .municipalityFromInsurer,
            .municipalityFromName, .municipalityFromAddress, .severalServices, .corporationMissing, .capacityFromText,
            .coordinatesMissing, .coordinatesSwapped, .dayFromSerial, .stageNone:
            return .info
        }
    }

    /// What happened, as the heading of a list of such issues.
    package var title: String {
        switch self {
        case .officeNumberMissing: return "事業所番号がありません（名称と住所で照合します）"
        case .officeNumberRequired: return "事業所番号がありません"
        case .officeNumberInvalid: return "事業所番号として読めません"
        case .officeNumberZeroRestored: return "事業所番号の先頭の0を補いました"
        case .officeNumberCheckDigit: return "事業所番号の検査数字が合いません"
        case .officeNumberPrefecture: return "事業所番号の都道府県番号がありません"
        case .officeNumberFromNo: return "事業所番号を「No」の列から読みました"
        case .officeNumbersDisagree: return "「No」と事業所番号が異なります"
        case .successorInvalid: return "引継元の事業所番号を読めません"
        case .municipalityUnknown: return "市区町村を特定できません"
        case .municipalityCodeCompleted: return "市区町村コードを6桁に補いました"
        case .municipalityFromInsurer: return "保険者番号を市区町村コードに読み替えました"
        case .municipalityFromName: return "市区町村を名称から特定しました"
        case .municipalityFromAddress: return "市区町村を住所から特定しました"
        case .municipalityCodeInvalid: return "市区町村コードが正しくありません"
        case .municipalityDisagrees: return "市区町村コードと市区町村名が一致しません"
        case .serviceUnknown: return "サービスの種類を特定できません"
        case .serviceFromFileName: return "サービスの種類をファイル名から読みました"
        case .serviceDisagreesWithFileName: return "サービスの種類がファイル名と異なります"
        case .severalServices: return "1つの欄に複数のサービスがあります"
        case .corporationMissing: return "法人番号がありません"
        case .corporationInvalid: return "法人番号として読めません"
        case .corporationCheckDigit: return "法人番号の検査数字が合いません"
        case .capacityFromText: return "定員を文字から読みました"
        case .capacityUnreadable: return "定員を読めません"
        case .coordinatesMissing: return "緯度・経度がありません"
        case .coordinatesSwapped: return "緯度と経度を入れ替えました"
        case .coordinatesOutside: return "緯度・経度が日本の範囲にありません"
        case .coordinatesUnreadable: return "緯度・経度を読めません"
        case .nameMissing: return "事業所名がありません"
        case .dayInvalid: return "日付として読めません"
        case .dayFromSerial: return "Excelの通し番号を日付に読み替えました"
        case .daysReversed: return "終了日が開始日より前です"
        case .routeUnknown: return "経路を特定できません"
        case .stageUnknown: return "段階を特定できません"
        case .stageDerived: return "この段階は連携の記録から求めるもので、取り込めません"
        case .stageNone: return "利用の記載がない行です"
        case .endReasonUnknown: return "終了理由を特定できません"
        case .statusUnknown: return "状態を特定できません"
        case .kindUnknown: return "取組の種類を特定できません"
        case .valueMissing: return "必要な値がありません"
        case .formatsUnreadable: return "対応様式を読めません"
        case .intentionUnknown: return "利用の意向を特定できません"
        case .attitudeUnknown: return "新しいものへの姿勢を特定できません"
        case .statementsDisagree: return "同じ事業所・日・出典の行の内容が異なります"
        case .tooManyFields: return "見出しより列が多い行です"
        case .repeatedRow: return "同じ行が繰り返されています"
        case .exchangeNameUnknown: return "標準のファイル名ではありません"
        case .partnerIsSelf: return "自分自身を相手としている行です"
        case .spellsOverlap: return "同じ事業所・経路・段階の期間が重なっています"
        }
    }

    /// What is right, or what was done, where the issue does not say so itself.
    var standardExpectation: String {
        switch self {
        case .officeNumberMissing, .officeNumberRequired, .officeNumberInvalid: return "10桁の事業所番号"
        case .officeNumberPrefecture: return "01〜47で始まる10桁"
        case .municipalityUnknown: return "団体コード（6桁）または都道府県名と市区町村名"
        case .municipalityCodeInvalid: return "検査数字の合う6桁の団体コード"
        case .serviceUnknown: return "サービス種類名（service_aliases.csvに加えられます）"
        case .corporationMissing, .corporationInvalid: return "13桁の法人番号"
        case .capacityUnreadable: return "人数（不明として扱います）"
        case .coordinatesMissing, .coordinatesUnreadable: return "十進の度（不明として扱います）"
        case .coordinatesOutside: return "北緯20〜46度、東経122〜154度（不明として扱います）"
        case .dayInvalid: return "2026-01-05、2026/1/5、令和8年1月5日などの実在する日"
        case .nameMissing: return "事業所の名称"
        case .tooManyFields: return "見出しと同じ列数（項目の中の「,」は引用符で囲みます）"
        case .stageDerived, .stageUnknown: return "pledged（誓約）、applied（申請）、registered（登録）"
        case .formatsUnreadable: return "A:out G:in のように、A・B1・B2・C〜I と out(出)・in(入)。どれも扱えないなら none"
        case .intentionUnknown: return "intends（利用予定）、undecided（検討中）、no_plan（予定なし）"
        case .attitudeUnknown: return "innovator、early_adopter、early_majority、late_majority、laggard"
        case .statusUnknown: return "active、suspended、deemed"
        default: return ""
        }
    }
}

extension RowIssue: CustomStringConvertible {
    /// "12行目「定員」: 定員を文字から読みました（「55名」→ 55）"
    package var description: String {
        var text = "\(line)行目"
        if !column.isEmpty { text += "「\(column)」" }
        text += ": \(code.title)"
        switch (found.isEmpty, expected.isEmpty) {
        case (true, true): return text
        case (true, false): return text + "（\(expected)）"
        case (false, true): return text + "（「\(found)」）"
        case (false, false):
            let wasTaken = severity == .info && expected != code.standardExpectation
            return text + "（「\(found)」\(wasTaken ? " → " : "。正: ")\(expected)）"
        }
    }
}
