// Reads bytes for a printer with a program that we did not write, and writes the dots it found:
// node read.cjs escpos|zpl IN OUT [WIDTH_MM HEIGHT_MM DOTS_PER_MM]
// escpos: OUT is a PBM (P4) picture, and standard output has the commands in order as JSON.
// zpl: OUT is a PNG of the first label.
const fs = require("fs");
const path = require("path");
// Node 18, which Debian 12 has, keeps this behind a flag; the renderer wants it global.
globalThis.crypto ??= require("crypto").webcrypto;
const from = path.join(__dirname, "..", "out", "peers", "node_modules");

const [language, input, output, ...size] = process.argv.slice(2);
const bytes = fs.readFileSync(input);

async function escpos() {
  const read = await require(path.join(from, "npos")).parser().parse(bytes);
  const picture = read.entries.find((entry) => entry.type === "raster").data;
  const stride = Math.ceil(picture.width / 8);
  const dots = Buffer.alloc(stride * picture.height);
  for (let y = 0; y < picture.height; y++)
    for (let x = 0; x < picture.width; x++)
      if ((picture.getPixel(x, y) & 0xff) === 0) dots[y * stride + (x >> 3)] |= 0x80 >> (x & 7);
  fs.writeFileSync(output, Buffer.concat([Buffer.from(`P4\n${picture.width} ${picture.height}\n`), dots]));
  console.log(JSON.stringify(read.tree.map((node) => node.ascii + " " + node.fn)));
}

async function zpl() {
  const { api } = await require(path.join(from, "zpl-renderer-js")).ready;
  const labels = await api.zplToBase64MultipleAsync(bytes.toString("latin1"), ...size.map(Number));
  fs.writeFileSync(output, Buffer.from(labels[0], "base64"));
  console.log(labels.length);
}

({ escpos, zpl })[language]().then(
  () => process.exit(0), // the renderer's own runtime would keep the process
  (error) => {
    console.error(String(error));
    process.exit(1);
  },
);
