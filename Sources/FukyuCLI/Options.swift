import Adoption
import ArgumentParser
import Glibc
import Operations

/// Where the project and the database are, and who is at work.
struct WorkspaceOptions: ParsableArguments {
    @Option(name: .long, help: "Dashboards と Data のあるフォルダー(環境変数 FUKYU_PROJECT)。")
    var project: String?

    @Option(
        name: .long,
        help: "データベース: ファイル、または postgres://…(環境変数 FUKYU_DATABASE)。指定がなければ、プロジェクトの fukyu.sqlite。")
    var database: String?

    func open(isReadOnly: Bool = false) throws -> Workspace {
        let folder = try ProjectFolder.find(named: project ?? environment("FUKYU_PROJECT"))
        let path = database ?? environment("FUKYU_DATABASE") ?? "\(folder.path)/fukyu.sqlite"
        return try Workspace(
            project: folder, database: path, isReadOnly: isReadOnly, clock: Clock.now, trace: traceToFile())
    }

    /// Opens a database that must be there: a mistyped name must not make an empty one.
    func openExisting(isReadOnly: Bool = false) throws -> Workspace {
        let folder = try ProjectFolder.find(named: project ?? environment("FUKYU_PROJECT"))
        let path = database ?? environment("FUKYU_DATABASE") ?? "\(folder.path)/fukyu.sqlite"
        guard Workspace.isRemote(path) || Files.exists(path) else {
            throw Failure(
                .notFound, "データベース \(path) がありません。",
                hint: "はじめてなら fukyu init で作ります。別の場所にあるときは --database で指定してください。")
        }
        return try open(isReadOnly: isReadOnly)
    }

    /// `FUKYU_TRACE=FILE` appends a line at the first write and at the commit of an import, for tests that kill it.
    private func traceToFile() -> (@Sendable (String) -> Void)? {
        guard let path = environment("FUKYU_TRACE") else { return nil }
        return { event in
            let file = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
            guard file >= 0 else { return }
            defer { close(file) }
            let line = Array("\(event)\n".utf8)
            _ = write(file, line, line.count)
        }
    }
}

func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
}

/// Who is responsible for a change.
struct ActorOptions: ParsableArguments {
    @Option(name: .long, help: "記録に残す担当者の名前。指定がなければ、このパソコンの利用者名。")
    var actor: String?

    @Option(name: .long, help: "記録に残す理由。")
    var reason: String = ""

    var name: String {
        if let actor, !actor.isEmpty { return actor }
        guard let entry = getpwuid(getuid()) else { return "uid-\(getuid())" }
        return String(cString: entry.pointee.pw_name)
    }
}

/// The day of the figures and the state of knowledge.
struct TimeOptions: ParsableArguments {
    @Option(name: .customLong("as-of"), help: "この日の時点で計算します(例: 2026-10-31)。指定がなければ今日。")
    var asOf: Day?

    @Option(name: .customLong("known-at"), help: "この時刻までに記録された内容で計算します(例: 2026-10-31、2026-10-31T12:00:00+09:00)。")
    var knownAt: Instant?

    var day: Day { asOf ?? Clock.today }
}

/// Which area a command is about.
struct AreaOptions: ParsableArguments {
    @Option(name: .long, help: "都道府県の名前か番号(静岡県、静岡、22)。")
    var prefecture: String?

    @Option(name: .long, help: "市区町村の名前か団体コード(静岡市、静岡県静岡市、221007)。")
    var municipality: String?

    func selection(_ reference: Reference) throws -> AreaSelection {
        let prefecture = try prefecture.map(reference.findPrefecture)
        if let municipality { return .municipality(try reference.findMunicipality(municipality, in: prefecture)) }
        return prefecture.map { .prefecture($0.number) } ?? .nation
    }
}

struct LanguageOptions: ParsableArguments {
    @Option(name: .long, help: "表示の言語(ja または en)。")
    var lang: Language = .japanese
}

extension Day: ExpressibleByArgument {
    /// Every way of writing a day that lists may have: 2026-10-31, 2026/10/31, 令和8年10月31日.
    public init?(argument: String) {
        guard let day = Day.read(argument) else { return nil }
        self = day
    }
}

extension Instant: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Language: ExpressibleByArgument {}

extension Stage {
    /// A stage that a list can state, by its Japanese or its English name.
    init?(listed name: String) {
        let names: [String: Stage] = [
            "誓約": .pledged, "申請": .applied, "利用申請": .applied, "登録": .registered, "利用登録": .registered,
        ]
        guard let stage = names[name] ?? Stage(key: name), stage.isRecorded else { return nil }
        self = stage
    }
}
