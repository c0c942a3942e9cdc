use std::fmt;

// ANCHOR: all
struct Point {
    x: i32, // ANCHOR: inner
    y: i32,
    // ANCHOR_END: inner
}
// ANCHOR_END: all

fn main() {
    println!("hello");
}
// ANCHOR: all
fn again() {}
// ANCHOR_END: all
