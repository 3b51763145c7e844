// node score.mjs <folder with node_modules> <model.onnx> <rows> <features> <outputs>
// Reads rows of float32, little-endian, and writes for each row margin and probability in the same form.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [folder, model, rows, features, outputs] = process.argv.slice(2);
const { InferenceSession, Tensor } = createRequire(resolve(folder, 'package.json'))('onnxruntime-node');

const bytes = readFileSync(rows);
const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
const count = values.length / Number(features);
const session = await InferenceSession.create(model);
const answer = await session.run({ features: new Tensor('float32', values, [count, Number(features)]) });
const { margin, probability } = answer;
for (const output of [margin, probability]) {
  if (output.type !== 'float32' || String(output.dims) !== `${count},1`)
    throw new Error(`an output is ${output.type} [${output.dims}], not float32 [${count},1]`);
}

const result = new Float32Array(2 * count);
for (let i = 0; i < count; i++) {
  result[2 * i] = margin.data[i];
  result[2 * i + 1] = probability.data[i];
}

writeFileSync(outputs, Buffer.from(result.buffer));
