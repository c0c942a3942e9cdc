// one
// [mark]
let x = 1;
// [mark]
last();
