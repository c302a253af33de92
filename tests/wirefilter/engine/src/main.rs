//! Answers expressions with Cloudflare's own engine: one JSON question a line in, one JSON answer a line out.
//!
//! Question: `{"expression": "...", "facts": {"http.host": "...", "ip.src": "...", "ip.src.asnum": 1, "ssl": true}}`
//! Answer: `true`, `false`, or the words of an error.

use serde_json::Value;
use std::io::{self, BufRead, Write};
use std::net::IpAddr;
use wirefilter::{ExecutionContext, Scheme};

fn answer(scheme: &Scheme, question: &Value) -> Result<bool, String> {
    let expression = question["expression"].as_str().ok_or("no expression")?;
    let ast = scheme.parse(expression).map_err(|error| error.to_string())?;
    let mut context = ExecutionContext::new(scheme);
    let facts = question["facts"].as_object().ok_or("no facts")?;
    for (name, value) in facts {
        let set = match (name.as_str(), value) {
            ("ip.src", Value::String(text)) => {
                let address: IpAddr = text.parse().map_err(|_| "not an address")?;
                context.set_field_value(name, address)
            }
            (_, Value::String(text)) => context.set_field_value(name, text.as_str()),
            (_, Value::Bool(truth)) => context.set_field_value(name, *truth),
            (_, Value::Number(number)) => {
                context.set_field_value(name, number.as_i64().ok_or("not whole")? as i32)
            }
            _ => return Err(format!("{name} has a value of a type that is not asked for")),
        };
        set.map_err(|error| error.to_string())?;
    }
    ast.compile().execute(&context).map_err(|error| error.to_string())
}

fn main() -> io::Result<()> {
    let scheme = Scheme! {
        http.host: Bytes,
        http.request.uri.path: Bytes,
        ip.src: Ip,
        ip.src.asnum: Int,
        ssl: Bool,
        cf.client.bot: Bool,
    };
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let reply = match serde_json::from_str::<Value>(&line?) {
            Ok(question) => match answer(&scheme, &question) {
                Ok(truth) => Value::Bool(truth),
                Err(words) => Value::String(words),
            },
            Err(error) => Value::String(error.to_string()),
        };
        writeln!(out, "{reply}")?;
    }
    Ok(())
}
