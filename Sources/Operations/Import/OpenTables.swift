import Adoption
import CSV
import Interchange

/// A file of an import, opened and recognised.
struct OpenTable {
    var name: String
    var digest: String
    var table: TableFile
}

/// Opens every file of an import before anything is planned, so that a wrong one stops it at once.
struct OpenTables {
    private(set) var tables: [OpenTable] = []
    /// Files that were left out, and why.
    private(set) var remarks: [String] = []

    init(_ paths: [String], progress: ProgressReceiver) throws {
        let files = try expand(paths)
        guard !files.isEmpty else {
            throw Failure(.invalid, "取り込むファイルがありません。", hint: "CSVファイルかフォルダーを指定してください。")
        }
        for (index, path) in files.enumerated() {
            progress(Progress(step: "ファイルを確かめています", done: index, total: files.count))
            let opened = try OpenTables.open(path)
            if tables.contains(where: { $0.digest == opened.digest }) {
                remarks.append("\(opened.name) は同じ内容のファイルが既に指定されているので、読み飛ばしました。")
            } else {
                tables.append(opened)
            }
        }
    }

    private static func open(_ path: String) throws -> OpenTable {
        let name = path == "-" ? "標準入力" : path
        let digest = Digest()
        do {
            let table = try TableFile(path == "-" ? .standardInput : .path(path), name: name) { digest.update($0) }
            guard !table.isEmpty else {
                throw Failure(.invalid, "\(name): 中身がありません。", hint: "見出しの行とデータの行があるCSVファイルを指定してください。")
            }
            return OpenTable(name: name, digest: digest.finish(), table: table)
        } catch let error as ReadingError {
            throw Failure(error, file: name)
        }
    }

    /// Folders become their CSV files, in the order of their names.
    private mutating func expand(_ paths: [String]) throws -> [String] {
        var files: [String] = []
        for given in paths {
            let path = given.count > 1 && given.hasSuffix("/") ? String(given.dropLast()) : given
            guard path != "-", Files.isDirectory(path) else {
                files.append(path)
                continue
            }
            let all = try Files.names(in: path).filter { !$0.hasPrefix(".") }
            let names = all.filter { $0.lowercased().hasSuffix(".csv") }
            let others = all.filter { !names.contains($0) }
            if !others.isEmpty {
                let named = others.prefix(5).joined(separator: "、") + (others.count > 5 ? " ほか" : "")
                remarks.append("\(path) のCSVでないファイルは読んでいません: \(named)")
            }
            guard !names.isEmpty else {
                throw Failure(.invalid, "フォルダー \(path) にCSVファイルがありません。", hint: "別のフォルダーかファイルを指定してください。")
            }
            files += names.map { path + "/" + $0 }
        }
        return files
    }

    /// The day that the list describes: the one given, else the one that all file names state.
    func listDay(_ given: Day?, today: Day) throws -> Day {
        let day = try statedDay(given)
        guard day <= today else {
            throw Failure(.invalid, "一覧の時点 \(day) は今日(\(today))より先です。", hint: "--as-of の日付を確かめてください。")
        }
        return day
    }

    private func statedDay(_ given: Day?) throws -> Day {
        if let given { return given }
        var days: [Day: String] = [:]
        for table in tables {
            guard let day = table.table.fileName.day else {
                throw Failure(
                    .invalid, "\(table.name): いつ時点の一覧か分かりません。", hint: "--as-of で日付を指定してください(例: --as-of 2026-10-31)。")
            }
            days[day] = table.name
        }
        guard days.count == 1, let day = days.keys.first else {
            throw Failure(
                .invalid, "ファイル名の日付が揃っていません(\(days.keys.sorted().map(\.description).joined(separator: "、")))。",
                hint: "日付ごとに分けて取り込むか、--as-of で日付を指定してください。")
        }
        return day
    }
}
