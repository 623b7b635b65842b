// Draws labels with pdfkit from what Talat's own test wrote: pages of texts and filled rectangles in
// points. Codes are given as rectangles, so that pdfkit computes none.
const fs = require("fs");
const PDFDocument = require("pdfkit");

const [file, fonts] = process.argv.slice(2);
const pages = JSON.parse(fs.readFileSync(file));
const faces = ["Sarabun-Regular", "Sarabun-Bold"];

function draw(done) {
  const doc = new PDFDocument({ autoFirstPage: false, compress: true });
  let bytes = 0;
  doc.on("data", (part) => (bytes += part.length));
  doc.on("end", () => done(bytes));
  faces.forEach((face) => doc.registerFont(face, `${fonts}/${face}.ttf`));
  for (const page of pages) {
    doc.addPage({ size: [page.width, page.height], margin: 0 });
    for (const group of page.fills) {
      for (const [x, y, w, h] of group.rects) doc.rect(x, y, w, h);
      doc.fill(group.colour, "even-odd");
    }
    for (const t of page.texts) {
      doc.font(faces[t.face]).fontSize(t.size).fillColor(t.colour);
      doc.text(t.text, t.x, t.y, { lineBreak: false, baseline: "alphabetic" });
    }
  }
  doc.end();
}

draw(() => {
  const before = process.cpuUsage();
  draw((bytes) => {
    const used = process.cpuUsage(before);
    console.log(JSON.stringify({ cpu: (used.user + used.system) / 1000 / pages.length, bytes: bytes / pages.length }));
  });
});
