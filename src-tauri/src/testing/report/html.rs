//! `report.html`: one file with everything in it, without scripts.

use super::{
    super::results::{Failure, FileResult, Picture, PictureKind, Run, State, TestResult},
    headline, plural,
};
use crate::console::render_plain;

const STYLE: &str = include_str!("style.css");

/// The page.
pub fn page(run: &Run) -> String {
    let mut out = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
    );
    out.push_str(&format!(
        "<title>{} {}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        if run.failed() { "✗" } else { "✓" },
        escape(&run.project)
    ));
    out.push_str(&format!(
        "<h1>{}</h1>\n<p class=\"dim\">{} · {} · {:.1} s · {}</p>\n<ul class=\"sums\">\n",
        escape(&run.project),
        plural(run.files.len(), "spec file"),
        if run.headless {
            "without a window"
        } else {
            "in the window"
        },
        run.seconds,
        escape(&run.time)
    ));
    let broken: usize = run.files.iter().map(|file| file.suites.len()).sum();
    for (count, class, word) in [
        (run.count(State::Fail), "fail", "failed"),
        (broken, "fail", "broken outside of tests"),
        (run.count(State::Pass), "pass", "passed"),
        (run.count(State::Skip), "skip", "skipped"),
        (run.count(State::Todo), "todo", "to do"),
    ] {
        if count > 0 {
            out.push_str(&format!("<li class=\"{class}\">{count} {word}</li>\n"));
        }
    }
    out.push_str("</ul>\n<main>\n");
    for file in &run.files {
        section(&mut out, file);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn section(out: &mut String, file: &FileResult) {
    let (class, word) = match (file.skipped, file.failed()) {
        (true, _) => ("skip", "not run"),
        (_, true) => ("fail", "failed"),
        _ => ("pass", "passed"),
    };
    out.push_str(&format!(
        "<section>\n<header><h2>{}</h2><span class=\"{class}\">{word}</span><span class=\"dim\">{:.1} s</span></header>\n",
        escape(&file.path),
        file.seconds
    ));
    for suite in &file.suites {
        let name = match &suite.names[..] {
            [] => "the spec file".to_owned(),
            names => names.join(" › "),
        };
        out.push_str(&format!(
            "<details open><summary class=\"fail\">✗ {}</summary><div class=\"more\">\n",
            escape(&name)
        ));
        for failure in &suite.failures {
            failed(out, failure);
        }
        out.push_str("</div></details>\n");
    }
    for test in &file.tests {
        one(out, test);
    }
    out.push_str("</section>\n");
}

fn one(out: &mut String, test: &TestResult) {
    let (class, mark) = match test.state {
        State::Pass => ("pass", "✓"),
        State::Fail => ("fail", "✗"),
        State::Skip => ("skip", "○"),
        State::Todo => ("todo", "✎"),
    };
    let head = format!(
        "<span class=\"{class}\">{mark}</span> {} <span class=\"dim\">{:.0} ms</span>",
        escape(&test.names.join(" › ")),
        test.ms
    );
    if test.failures.is_empty() && test.pictures.is_empty() && test.log.is_empty() {
        out.push_str(&format!("<div class=\"test\">{head}</div>\n"));
        return;
    }
    let open = if test.state == State::Fail {
        " open"
    } else {
        ""
    };
    out.push_str(&format!(
        "<details{open}><summary>{head}</summary><div class=\"more\">\n"
    ));
    for failure in &test.failures {
        failed(out, failure);
    }
    if !test.log.is_empty() {
        let lines: Vec<String> = test.log.iter().map(render_plain).collect();
        out.push_str(&format!(
            "<p class=\"dim\">Log</p><pre>{}</pre>\n",
            escape(&lines.join("\n"))
        ));
    }
    for it in &test.pictures {
        picture(out, it);
    }
    out.push_str("</div></details>\n");
}

fn failed(out: &mut String, failure: &Failure) {
    out.push_str(&format!(
        "<pre class=\"message\">{}</pre>\n",
        escape(&headline(failure))
    ));
    let diff = failure.diff.trim_matches('\n');
    if !diff.is_empty() {
        block(out, diff, |line| match line.chars().next() {
            Some('-') => "del",
            Some('+') => "ins",
            _ => "",
        });
    }
    if let Some(frame) = &failure.code_frame {
        block(
            out,
            frame,
            |line| if line.starts_with('>') { "here" } else { "" },
        );
    }
    let stack = failure.stack.trim_end();
    if !stack.is_empty() {
        block(out, stack, |_| "");
    }
}

fn block(out: &mut String, text: &str, class: impl Fn(&str) -> &'static str) {
    let lines: Vec<String> = text
        .lines()
        .map(|line| match class(line) {
            "" => escape(line),
            class => format!("<i class=\"{class}\">{}</i>", escape(line)),
        })
        .collect();
    out.push_str(&format!("<pre>{}</pre>\n", lines.join("\n")));
}

fn picture(out: &mut String, picture: &Picture) {
    let name = escape(&picture.name);
    match picture.kind {
        PictureKind::Png => out.push_str(&format!(
            "<figure><figcaption>{name}</figcaption><img alt=\"{name}\" src=\"data:image/png;base64,{}\"></figure>\n",
            escape(&picture.data)
        )),
        PictureKind::Wxml => {
            let (path, tree) = picture.data.split_once('\n').unwrap_or(("", &picture.data));
            out.push_str(&format!(
                "<figure><figcaption>{name}: element tree of {}</figcaption><pre>{}</pre></figure>\n",
                escape(path),
                escape(tree)
            ));
        }
    }
}

fn escape(text: &str) -> String {
    text.chars()
        .filter(|it| !it.is_control() || matches!(it, '\n' | '\t'))
        .fold(String::with_capacity(text.len()), |mut out, character| {
            match character {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                other => out.push(other),
            }
            out
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::report::sample;

    #[test]
    fn everything_is_in_the_page_and_nothing_breaks_out_of_it() {
        let page = page(&sample::run());
        assert!(page.contains("<span class=\"fail\">✗</span> list › removes &quot;one&quot;"));
        assert!(page.contains("expected '&lt;b&gt;' to be 'a &amp; b'[2J"));
        assert!(page.contains("<i class=\"del\">- a &amp; b</i>"));
        assert!(page.contains("element tree of pages/list/list"));
        assert!(page.contains("&lt;page&gt;\n  &lt;view&gt;"));
        assert!(page.contains("data:image/png;base64,iVBORw0KGgo="));
        assert!(page.contains("name=\"viewport\"") && page.contains("prefers-color-scheme: dark"));
        assert!(!page.contains("<script") && !page.contains("<b>"));
        assert!(
            !page.contains("http://") && !page.contains("https://"),
            "nothing is loaded"
        );
        for tag in ["details", "section", "div", "figure", "pre", "ul"] {
            assert_eq!(
                page.matches(&format!("<{tag}")).count(),
                page.matches(&format!("</{tag}>")).count(),
                "{tag}"
            );
        }
    }
}
