import Glibc
import Synchronization

/// A PostgreSQL of the tests' own in a temporary directory, on a free port of the loopback interface and a socket in
/// that directory. It is stopped and its directory removed when this process ends, however it ends.
package final class PostgreSQLInstance: Sendable {
    /// The instance that all tests of a process share.
    package static func shared() throws -> PostgreSQLInstance { try sharedInstance.get() }

    private static let sharedInstance = Result { try PostgreSQLInstance() }

    package static let user = "fukyu"
    /// With signs that must be written in other ways in an address.
    package static let password = "s3cret@/?:%#秘密 の鍵"
    /// The same as it stands in an address.
    package static let writtenPassword =
        "s3cret%40%2F%3F%3A%25%23%E7%A7%98%E5%AF%86%20%E3%81%AE%E9%8D%B5"

    package let port: Int
    /// Data, socket and log.
    package let directory: String
    private let programs: String
    private let databases = Atomic(0)
    private let watched: Int32

    deinit { close(watched) }

    /// Makes and starts an instance.
    /// - Parameter settings: further `postgresql.conf` settings.
    package convenience init(settings: [String] = []) throws {
        try self.init { instance in
            try write(PostgreSQLInstance.password + "\n", to: instance.directory + "/password")
            try instance.giveToOwner(instance.directory)
            // Not the C locale, so that a column that does not sort by bytes shows.
            try instance.asOwner(
                "initdb", "-D", instance.data, "-U", PostgreSQLInstance.user, "--pwfile",
                instance.directory + "/password", "-E", "UTF8", "--locale=C.UTF-8", "--locale-provider=icu",
                "--icu-locale=ja", "--auth-local=trust", "--auth-host=scram-sha-256", "--no-sync", "--no-instructions")
            return settings
        }
    }

    /// Makes and starts a streaming replica: what is committed on the primary can be read here a moment later.
    package convenience init(replicaOf primary: PostgreSQLInstance) throws {
        try self.init { instance in
            try instance.giveToOwner(instance.directory)
            try instance.asOwner(
                "pg_basebackup", "-D", instance.data, "-h", primary.directory, "-p", String(primary.port), "-U",
                PostgreSQLInstance.user, "-R", "-X", "stream", "-c", "fast", "--no-sync")
            return []
        }
    }

    private init(make: (PostgreSQLInstance) throws -> [String]) throws {
        programs = try PostgreSQLInstance.findPrograms()
        directory = try temporaryDirectory("pg")
        port = try freePort()
        watched = try atEnd(
            of: directory,
            """
            if [ -f "$0/data/postmaster.pid" ]; then kill -QUIT "$(head -n 1 "$0/data/postmaster.pid")"; sleep 0.3; fi
            """)
        let settings = [
            "port = \(port)", "unix_socket_directories = '\(directory)'", "listen_addresses = '127.0.0.1'",
            "fsync = off", "full_page_writes = off", "max_connections = 100", "shared_buffers = '64MB'",
        ]
        let further = try make(self)
        try write((settings + further).joined(separator: "\n") + "\n", to: data + "/postgresql.auto.conf", adding: true)
        try giveToOwner(data)
        try start()
    }

    private func giveToOwner(_ folder: String) throws {
        if geteuid() == 0 { try TestSupport.run(["chown", "-R", "postgres:", folder], output: log) }
    }

    /// The address of a database over TCP with the password.
    /// - Parameter port: of a proxy in between.
    package func address(_ database: String, port: Int? = nil) -> String {
        let user = "\(PostgreSQLInstance.user):\(PostgreSQLInstance.writtenPassword)"
        return "postgres://\(user)@127.0.0.1:\(port ?? self.port)/\(database)"
    }

    /// A new, empty database's name.
    package func createDatabase() throws -> String {
        let name = "test\(databases.add(1, ordering: .relaxed).newValue)"
        try administer("CREATE DATABASE \(name)")
        return name
    }

    /// Runs SQL as the superuser, as somebody at the console would.
    package func administer(_ sql: String, database: String = "postgres") throws {
        _ = try ask(sql, database: database)
    }

    private func psql(_ database: String) -> [String] {
        [
            programs + "/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", directory, "-p", String(port), "-U",
            PostgreSQLInstance.user, "-d", database,
        ]
    }

    /// What a query answers, as text.
    package func ask(_ sql: String, database: String = "postgres") throws -> String {
        let output = "\(directory)/answer\(UInt32.random(in: 0 ... .max)).log"
        try TestSupport.run(psql(database) + ["-A", "-t", "-c", sql], output: output)
        return String(contents(of: output).split(separator: "\n").joined(separator: "\n"))
    }

    package func start() throws {
        try asOwner("pg_ctl", "start", "-w", "-D", data, "-l", directory + "/server.log")
    }

    /// Stops the server at once, its clients' connections with it.
    package func stop() throws {
        try asOwner("pg_ctl", "stop", "-w", "-m", "immediate", "-D", data)
    }

    /// Puts files into the data directory, readable by the server alone.
    package func install(files: [String], from folder: String) throws {
        for file in files {
            try TestSupport.run(["install", "-m", "600", folder + "/" + file, data + "/" + file], output: log)
            if geteuid() == 0 { try TestSupport.run(["chown", "postgres:", data + "/" + file], output: log) }
        }
    }

    private var data: String { directory + "/data" }
    private var log: String { directory + "/commands.log" }

    /// PostgreSQL refuses to run as root.
    private func asOwner(_ program: String, _ arguments: String...) throws {
        let command = [programs + "/" + program] + arguments
        let drop = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
        try TestSupport.run((geteuid() == 0 ? drop : []) + command, output: log)
    }

    /// The newest installed version's programs.
    private static func findPrograms() throws -> String {
        let versions = (15...30).reversed().map { "/usr/lib/postgresql/\($0)/bin" }
        let path = (getenv("PATH").map { String(cString: $0) } ?? "").split(separator: ":").map(String.init)
        for folder in versions + path where access(folder + "/initdb", X_OK) == 0 { return folder }
        throw SpawnError(
            description: """
                PostgreSQL (15 or newer) is not installed: no initdb in /usr/lib/postgresql/*/bin or PATH. \
                Run scripts/setup, or set FUKYU_TESTS_WITHOUT_POSTGRESQL=1 to leave these tests out.
                """)
    }
}

private func write(_ text: String, to path: String, adding: Bool = false) throws {
    guard let file = fopen(path, adding ? "a" : "w") else { throw SpawnError(description: "cannot write \(path)") }
    defer { fclose(file) }
    fputs(text, file)
}
