package dev.javelin.benchmarks.peers.onnxruntime;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.javelin.benchmarks.Network;
import dev.javelin.nn.Linear;
import dev.javelin.tensor.Tensor;

/** A network of the lesson as an ONNX model: {@code Gemm} and {@code Relu} in turn. */
final class OnnxNetwork {
  static final String INPUT = "images";
  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 13;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("network");
  private String value = INPUT;

  private OnnxNetwork() {}

  /** The file's bytes. */
  static byte[] bytes(Network network, int batch, int inputs, int outputs) {
    var builder = new OnnxNetwork();
    builder.graph.addInput(matrix(INPUT, batch, inputs));
    for (var layer : network.model().children()) {
      if (layer instanceof Linear linear) {
        builder.addLinear(linear);
      } else {
        builder.add("Relu", builder.value);
      }
    }
    builder.graph.addOutput(matrix(builder.value, batch, outputs));
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
        .setGraph(builder.graph)
        .build()
        .toByteArray();
  }

  private void addLinear(Linear linear) {
    String weight = addConstant(linear.weight().value());
    String bias = addConstant(linear.bias().orElseThrow().value());
    add("Gemm", value, weight, bias)
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("transB")
                .setType(AttributeProto.AttributeType.INT)
                .setI(1));
  }

  private NodeProto.Builder add(String operator, String... inputs) {
    var node = graph.addNodeBuilder().setOpType(operator);
    for (String input : inputs) {
      node.addInput(input);
    }
    value = "value" + graph.getNodeCount();
    return node.addOutput(value);
  }

  private String addConstant(Tensor tensor) {
    String name = "constant" + graph.getInitializerCount();
    var constant = graph.addInitializerBuilder().setName(name);
    constant.setDataType(TensorProto.DataType.FLOAT.getNumber());
    for (int dim : tensor.shape().toArray()) {
      constant.addDims(dim);
    }
    for (float element : tensor.toArray()) {
      constant.addFloatData(element);
    }
    return name;
  }

  private static ValueInfoProto matrix(String name, int rows, int columns) {
    var shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimValue(rows);
    shape.addDimBuilder().setDimValue(columns);
    var type =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT.getNumber())
            .setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }
}
