import ArgumentParser

/// docs/cli.md, printed from the commands themselves.
struct CommandReference {
    private let root: any ParsableCommand.Type

    init(_ root: any ParsableCommand.Type) {
        self.root = root
    }

    var markdown: String {
        """
        # コマンド

        この文書は `make docs` が作ります。コマンドの定義を直してください。

        """ + section(root, path: ["fukyu"])
    }

    private func section(_ command: any ParsableCommand.Type, path: [String]) -> String {
        let heading = String(repeating: "#", count: min(path.count + 1, 4))
        let help = root.helpMessage(for: command, columns: 100)
        var text = "\n\(heading) \(path.joined(separator: " "))\n\n```\n\(help)\n```\n"
        for subcommand in command.configuration.subcommands where subcommand.configuration.shouldDisplay {
            text += section(subcommand, path: path + [subcommand._commandName])
        }
        return text
    }
}
