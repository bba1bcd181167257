// danfojs-node asks for @tensorflow/tfjs-node, whose install step downloads a binary. This stands in for it: the same
// tensors on the pure JavaScript CPU backend. IS_TEST silences the backend's "install the node backend" banner.
'use strict'
const tf = require('@tensorflow/tfjs-core')
tf.env().set('IS_TEST', true)
require('@tensorflow/tfjs-backend-cpu')

// The chained operators are shipped as extension-less ES modules that Node cannot load, so the ones danfo uses are
// attached here.
const chained = ['add', 'sub', 'mul', 'div', 'min', 'max', 'mean', 'sum', 'argMin', 'argMax', 'reshape', 'transpose', 'sqrt', 'square', 'cast']
for (const op of chained) {
  tf.Tensor.prototype[op] ??= function (...args) { return tf[op](this, ...args) }
}
module.exports = tf
