import Adoption
import ArgumentParser
import Glibc
import Operations

@main
struct Fukyu: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fukyu",
        abstract: "ケアプランデータ連携システムの普及状況を記録し、KPIを計算し、公開します。",
        discussion: """
            はじめての取り込み:
              fukyu init
              fukyu import offices jigyosho_110.csv jigyosho_430.csv --as-of 2026-06-30 --dry-run
              fukyu import offices jigyosho_110.csv jigyosho_430.csv --as-of 2026-06-30
              fukyu import registrations 登録一覧.csv --as-of 2026-10-31
              fukyu dashboard --municipality 静岡市

            説明書は docs/ja/ にあります。各コマンドの使い方は fukyu help コマンド名 で表示します。
            """,
        version: "0.1.0",
        subcommands: [
            InitCommand.self, ImportCommand.self, KPICommand.self, DashboardCommand.self, SegmentCommand.self,
            ForecastCommand.self, NetworkCommand.self, TargetsCommand.self, CampaignCommand.self, PublishCommand.self,
            ExportCommand.self, ServeCommand.self, SampleCommand.self, CheckCommand.self, MoveCommand.self,
            DocsCommand.self,
        ])

    static func main() async {
        // A reader that went away (`fukyu kpi | head`) ends the command quietly, as it ends every other.
        signal(SIGPIPE, SIG_DFL)
        do {
            var command = try parseAsRoot(argumentsWithoutTitle())
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            Terminal.complain(failure)
            Glibc.exit(failure.code.exitStatus)
        } catch {
            exit(withError: error)
        }
    }
}

/// The arguments, after which the process title no longer shows the password of a database address.
private func argumentsWithoutTitle() -> [String] {
    let arguments = Array(CommandLine.arguments.dropFirst())
    for index in 1..<max(1, Int(CommandLine.argc)) {
        guard let argument = CommandLine.unsafeArgv[index] else { continue }
        let masked = Array(Workspace.withoutPassword(String(cString: argument)).utf8)
        guard masked.count == strlen(argument) else { continue }
        for (place, byte) in masked.enumerated() { argument[place] = CChar(bitPattern: byte) }
    }
    return arguments
}

extension Failure.Code {
    /// The one table of exit statuses (64, wrong usage, is the argument parser's).
    var exitStatus: Int32 {
        switch self {
        case .invalid: 65
        case .notFound: 66
        case .unavailable: 69
        case .internal: 70
        case .conflict: 75
        case .forbidden: 77
        }
    }
}
