/// Certificates of the tests' own.
package enum Certificates {
    /// Makes `server.crt` with `server.key` for 127.0.0.1 and an unrelated `other.crt`.
    package static func make(in folder: String) throws {
        for name in ["server", "other"] {
            try run(
                [
                    "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
                    "\(folder)/\(name).key", "-out", "\(folder)/\(name).crt",
                ], output: "\(folder)/\(name).log")
        }
    }
}
