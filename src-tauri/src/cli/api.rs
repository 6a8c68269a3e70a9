use std::process::ExitCode;

use serde_json::Value;

use super::write_stdout;

/// `peapod api`.
pub fn run(json: bool) -> ExitCode {
    let matrix = peapod_native_apis::matrix_json();
    if json {
        write_stdout(&(matrix + "\n"));
        return ExitCode::SUCCESS;
    }
    match serde_json::from_str::<Vec<Value>>(&matrix) {
        Ok(rows) => {
            write_stdout(&table(&rows));
            ExitCode::SUCCESS
        }
        Err(error) => super::fail(&format!("the support matrix is damaged: {error}"), 1),
    }
}

fn table(rows: &[Value]) -> String {
    let mut text = format!(
        "{:<40} {:<10} {:<12} {:<12} {:<12}\n",
        "name", "kind", "linux", "android", "ios"
    );
    for row in rows {
        let cell = |value: &Value| value.as_str().unwrap_or("").to_owned();
        let status = |platform: &str| cell(&row["status"][platform]);
        text.push_str(&format!(
            "{:<40} {:<10} {:<12} {:<12} {:<12}\n",
            cell(&row["name"]),
            cell(&row["kind"]),
            status("linux"),
            status("android"),
            status("ios")
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_member_has_a_known_status_on_every_platform() {
        let rows: Vec<Value> = serde_json::from_str(&peapod_native_apis::matrix_json()).unwrap();
        assert!(rows.iter().any(|row| row["name"] == "request"));
        for row in &rows {
            for platform in ["linux", "android", "ios"] {
                let status = row["status"][platform].as_str().unwrap();
                assert!(
                    ["implemented", "simulated", "partial", "unsupported"].contains(&status),
                    "{row}"
                );
            }
        }
        assert_eq!(table(&rows).lines().count(), rows.len() + 1);
    }
}
